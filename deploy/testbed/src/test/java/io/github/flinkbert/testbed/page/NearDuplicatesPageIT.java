package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ReducedMotion;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.console.stream.EngineView;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Near duplicates on the page go under the row of the first one, and small vectors say so. */
@Timeout(400)
final class NearDuplicatesPageIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @TempDir static Path temporary;

    private static Watching watching;

    @BeforeAll
    static void open() throws Exception {
        watching = Watching.start(temporary, BertOptions.of("/none"), EngineView.NONE);
        send("first", "");
        awaitAll(1);
        send("alike-1", "first");
        send("alike-2", "first");
        awaitAll(3);
        send("alike-3", "alike-1");
        send("other", "");
        awaitAll(5);
        send("lost-1", HOSTILE);
        awaitAll(6);
        send("lost-2", HOSTILE);
        awaitAll(7);
    }

    /** Two partitions are read in no order. */
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
    void theyAreFoldedUnderTheFirstUntilSomebodyLooks() {
        try (Onlooker onlooker = watching.look(options(1200))) {
            Locator first = onlooker.row("first").first();
            first.getByText("and 3 more like it").waitFor();
            assertThat(onlooker.page().locator("#stream .row").count())
                    .as("first, other, lost-1")
                    .isEqualTo(3);
            assertThat(first.locator(".alike li").first().isVisible()).isFalse();

            first.getByText("and 3 more like it").click();

            assertThat(first.locator(".alike li").allInnerTexts())
                    .hasSize(3)
                    .anySatisfy(text -> assertThat(text).contains("alike-3", "Text alike-3."));
        }
    }

    @Test
    void oneWhoseFirstIsNotShownHasARowOfItsOwn() {
        try (Onlooker onlooker = watching.look(options(1200))) {
            Locator lost = onlooker.row("lost-1");
            lost.getByText("and 1 more like it").waitFor();
            assertThat(lost.locator(".duplicate-of").innerText())
                    .isEqualTo("Nearly the same as " + HOSTILE);
            assertThat(onlooker.page().locator("#stream img").count()).isZero();
        }
    }

    @Test
    void whoWantsToSeesThemAsTheyCame() {
        try (Onlooker onlooker = watching.look(options(1200))) {
            onlooker.row("other").waitFor();
            onlooker.page().getByLabel("Fold near duplicates").uncheck();

            onlooker.row("alike-3").waitFor();
            assertThat(onlooker.page().locator("#stream .row").count()).isEqualTo(7);
            assertThat(onlooker.row("alike-2").innerText()).contains("Nearly the same as first");

            onlooker.page().getByLabel("Fold near duplicates").check();
            onlooker.page().getByPlaceholder("Filter by words").fill("alike");
            onlooker.page().getByText("3 of the last 7 shown here fit.").waitFor();
            assertThat(onlooker.page().locator("#stream .row").count()).isOne();
        }
    }

    @Test
    void aSmallVectorSaysWhatItIs() {
        try (Onlooker onlooker = watching.look(options(1200))) {
            onlooker.row("other")
                    .getByText("A vector of 384 numbers as int8, which the map does not draw.")
                    .waitFor();
        }
    }

    @Test
    void nobodyIsLeftOutAndAPhoneIsWideEnough() {
        try (Onlooker onlooker =
                watching.look(
                        options(360).setReducedMotion(ReducedMotion.REDUCE).setBypassCSP(true))) {
            onlooker.page().getByText("and 3 more like it").click();
            ViewsIT.assertNoViolations(onlooker.page(), "near duplicates");
            assertThat(onlooker.page().evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(360);
        }
    }

    private static void send(String id, String duplicateOf) {
        watching.send(
                ENRICHED,
                ("{\"id\":\"%s\",\"text\":\"Text"
                                + " %s.\",\"duplicateOf\":%s,\"quantizedEmbedding\":%s,"
                                + "\"model\":{\"name\":\"made-up\"}}")
                        .formatted(
                                id,
                                id,
                                duplicateOf.isEmpty() ? "null" : '"' + duplicateOf + '"',
                                id.equals("other")
                                        ? "{\"format\":\"int8\",\"dimensions\":384,\"values\":[1]}"
                                        : "null")
                        .getBytes(UTF_8));
    }

    private static Browser.NewContextOptions options(int width) {
        return new Browser.NewContextOptions().setViewportSize(width, 800);
    }
}
