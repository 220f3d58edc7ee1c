package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.ClassifierMiniature;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.console.stream.EngineView;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Labels on the page: chips, filters, shares of a stream that drifts, and texts that are tried. */
@Timeout(400)
final class LabelsIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final int TEXTS = 80;

    @TempDir static Path temporary;

    private static Watching watching;

    @BeforeAll
    static void open() throws Exception {
        Path model =
                ClassifierMiniature.of(5, "contradiction", "entailment", "neutral")
                        .asGoogle(temporary.resolve("model"));
        watching =
                Watching.start(
                        temporary,
                        BertOptions.of(model.toString()).withCasing(CasingChoice.CASED),
                        EngineView.NONE);
        // Good texts at first, bad ones later: three of four in the first half, one in the second.
        for (int i = 0; i < TEXTS; i++) {
            if (i == TEXTS / 2) {
                // Two partitions are read in no order.
                awaitAll(i);
            }
            boolean good = i < TEXTS / 2 ? i % 4 != 0 : i % 4 == 0;
            send("d" + i, label(good ? "좋아요" : "bad", 0.9), "null");
        }
        send("none", "[]", "null");
        send("hostile", label(HOSTILE, -3.25), "null");
        send("pair", "null", "{\"labels\":" + label("entails", 0.75) + ",\"truncated\":true}");
        awaitAll(TEXTS + 3);
    }

    /** A browser that comes later is sent all of them at once. */
    private static void awaitAll(int texts) {
        try (Onlooker onlooker = watching.look(options(1200))) {
            onlooker.page().getByText("%d in all".formatted(texts)).waitFor();
        }
    }

    @AfterAll
    static void close() throws Exception {
        if (watching != null) {
            watching.close();
        }
    }

    @Test
    void labelsAreChipsWithTheirScores() {
        try (Onlooker onlooker = watching.look(options(1200))) {
            Locator last = onlooker.row("d79").locator(".chip");
            last.waitFor();
            assertThat(last.innerText()).isEqualTo("bad 0.90");
            assertThat(onlooker.row("d76").locator(".chip").innerText()).isEqualTo("좋아요 0.90");
            assertThat(onlooker.row("none").locator(".chip").count()).isZero();
            assertThat(onlooker.row("hostile").locator(".chip").innerText())
                    .isEqualTo(HOSTILE + " -3.25");
            assertThat(onlooker.row("pair").innerText()).contains("entails 0.75", "were cut");
            assertThat(onlooker.page().locator("#stream img").count()).isZero();
            assertThat(last.getAttribute("class"))
                    .as("two labels, two hues")
                    .isNotEqualTo(onlooker.row("d76").locator(".chip").getAttribute("class"));
        }
    }

    @Test
    void aFilterLeavesTheTextsOfOneLabel() {
        try (Onlooker onlooker = watching.look(options(1200))) {
            Page page = onlooker.page();
            onlooker.row("pair").waitFor();
            assertThat(page.getByLabel("Only texts with the label").isVisible())
                    .as("no entities, no filter by them")
                    .isFalse();
            page.getByLabel("Only texts labelled").selectOption("좋아요");

            page.getByText("40 of the last 83 shown here fit.").waitFor();
            assertThat(page.locator("#stream .row .chip").allInnerTexts())
                    .hasSize(40)
                    .containsOnly("좋아요 0.90");
            page.getByLabel("Only texts labelled").selectOption("");
            page.getByLabel("Only pairs labelled").selectOption("entails");
            assertThat(page.locator("#stream .row").count()).isOne();
        }
    }

    @Test
    void aStreamWhoseLabelsDriftShowsIt() {
        try (Onlooker onlooker = watching.look(options(1200))) {
            onlooker.row("pair").waitFor();
            Locator shares = shares(onlooker.page());
            assertThat(shares.locator("rect").count()).isGreaterThan(20);
            List<String> good = row(shares, "좋아요");
            List<String> bad = row(shares, "bad");
            assertThat(number(good.get(0))).isBetween(65, 80);
            assertThat(number(good.get(1))).isBetween(15, 30);
            assertThat(number(bad.get(0))).isBetween(20, 35);
            assertThat(number(bad.get(1))).isBetween(60, 80);
            assertThat(shares.innerText()).contains("no label", HOSTILE, "82 texts of the sample");

            shares.locator("select").selectOption("recent");
            shares.getByText("25 texts a bar").waitFor();
            assertThat(number(row(shares, "좋아요").get(0))).isBetween(65, 80);
        }
    }

    @Test
    void aTextThatIsTypedInIsLabelledAloneAndWithASecondOne() {
        try (Onlooker onlooker = watching.look(options(1200))) {
            Page page = onlooker.page();
            onlooker.view("Try it");
            page.getByLabel("A text;").fill("Uli was in Bonn");
            page.getByText("Ask the model").click();
            page.locator("#try .chip").waitFor();
            assertThat(page.locator("#try .candidates").count()).isEqualTo(3);

            page.getByLabel("A second text").fill("Uli was in the end");
            page.getByText("Ask the model").click();
            page.getByText("Labels with the second text").waitFor();
            assertThat(page.locator("#try .candidates").count()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void nobodyIsLeftOut(ColorScheme scheme) {
        Browser.NewContextOptions options =
                options(1200)
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setBypassCSP(true);
        try (Onlooker onlooker = watching.look(options)) {
            onlooker.row("pair").waitFor();
            shares(onlooker.page()).locator("rect").first().waitFor();
            ViewsIT.assertNoViolations(onlooker.page(), "labels");
        }
    }

    @Test
    void aPhoneIsWideEnough() {
        try (Onlooker onlooker = watching.look(options(360))) {
            onlooker.row("pair").waitFor();
            shares(onlooker.page()).locator("rect").first().waitFor();
            assertThat(onlooker.page().evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(360);
        }
    }

    private static Locator shares(Page page) {
        return page.locator("#stream .shares").first();
    }

    /** The figures of a label's row. */
    private static List<String> row(Locator shares, String label) {
        return shares.locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText(label))
                .locator("td")
                .allInnerTexts();
    }

    private static int number(String percent) {
        return Integer.parseInt(percent.replace(" %", ""));
    }

    private static String label(String label, double score) {
        return "[{\"label\":\"%s\",\"score\":%s}]".formatted(label, score);
    }

    private static void send(String id, String labels, String pairs) {
        watching.send(
                ENRICHED,
                "{\"id\":\"%s\",\"text\":\"Text %s.\",\"labels\":%s,\"pairs\":%s,\"model\":{\"name\":\"made-up\"}}"
                        .formatted(id, id, labels, pairs)
                        .getBytes(UTF_8));
    }

    private static Browser.NewContextOptions options(int width) {
        return new Browser.NewContextOptions().setViewportSize(width, 800);
    }
}
