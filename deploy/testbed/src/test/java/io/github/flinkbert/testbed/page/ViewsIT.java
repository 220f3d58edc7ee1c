package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SelectOption;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.cli.FlinkBert;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.console.stream.EngineView;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.task.attention.Attention;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page's other views in a real browser: what is typed in, attention, the map; and for whom. */
@Timeout(400)
final class ViewsIT {

    private static final String SENTENCE = "Uli was in Bonn";

    @TempDir static Path temporary;

    private static Watching watching;
    private static String folder;
    private static BertOptions model;

    @BeforeAll
    static void open() throws Exception {
        MiniatureCheckpoint base = MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3);
        folder = TrainedMiniature.of(base, 4).asGoogle(temporary.resolve("model")).toString();
        model = BertOptions.of(folder).withCasing(CasingChoice.CASED);
        watching = Watching.start(temporary, model, EngineView.NONE);
        for (int i = 0; i < 16; i++) {
            boolean korean = i % 2 == 0;
            float[] vector = new float[32];
            vector[korean ? 3 : 4] = 1 + i / 100f;
            vector[5] = i / 80f;
            MadeUp made =
                    korean
                            ? MadeUp.of("m" + i, "봄은 서울에 온다 " + i, "ko", "LC", "서울")
                            : MadeUp.of(
                                            "m" + i,
                                            "Bob in Rome " + i,
                                            "en",
                                            "PER",
                                            "Bob",
                                            "LOC",
                                            "Rome")
                                    .asking("Where?", "Rome");
            watching.send(ENRICHED, made.as(OutputFormat.JSON, vector));
        }
    }

    @AfterAll
    static void close() throws Exception {
        if (watching != null) {
            watching.close();
        }
    }

    @Test
    void aTextThatIsTypedInIsAnswered() {
        try (Onlooker onlooker = look()) {
            Page page = onlooker.page();
            onlooker.row("m15").waitFor();
            onlooker.view("Try it");
            page.getByLabel("A text;").fill("Uli in [MASK] 😀 Bonn");
            page.getByText("Ask the model").click();
            page.locator("#try .token.special").first().waitFor();

            assertThat(page.locator("#try .token").allInnerTexts()).contains("U", "##l", "[MASK]");
            assertThat(page.locator("#try .candidates").count()).isEqualTo(5);
            assertThat(page.locator("#try mark.entity .label").first().innerText())
                    .isEqualTo("PER");
            assertThat(page.locator("#try .results").innerText())
                    .contains("Embedding, 32 numbers", "Nearest in the stream");
            page.getByLabel("A question about it").fill("who?");
            page.getByText("Ask the model").click();
            page.locator("#try .questions .answer").first().waitFor();
            page.getByLabel("A text;").fill(" ");
            page.getByText("Ask the model").click();
            page.getByText("There is no text yet").waitFor();
            onlooker.forgive(complaint -> complaint.contains("status of 400"));
        }
    }

    @Test
    void attentionIsTheModelsOwn() throws Exception {
        try (Onlooker onlooker = look();
                Bert bert = Bert.open(model)) {
            Page page = onlooker.page();
            onlooker.view("Attention");
            page.getByLabel("A text of up to").fill(SENTENCE);
            page.getByText("Look", exactly()).click();
            page.getByLabel("Layer").selectOption(labelled("2"));
            page.getByLabel("Head").selectOption(labelled("1"));
            page.locator("#attention .word[data-side=from][data-index='4']").hover();

            Attention attention = bert.attention(SENTENCE);
            float weight = attention.weight(1, 0, 4, 1);
            assertThat(page.locator(".attention-side h2").innerText()).isEqualTo("Bonn attends to");
            assertThat(listed(page))
                    .containsEntry("Uli", "%.1f %%".formatted(100 * weight))
                    .doesNotContainKey("[SEP]");
            page.getByLabel("with [CLS] and [SEP]").check();
            page.locator("#attention .word[data-side=to][data-index='5']").hover();
            assertThat(page.locator(".attention-side h2").innerText())
                    .isEqualTo("[SEP] is attended to by");
            assertDrawingsAreSaved(page);
        }
    }

    private static void assertDrawingsAreSaved(Page page) throws Exception {
        Download svg = page.waitForDownload(() -> page.getByText("Save SVG").click());
        assertThat(svg.suggestedFilename()).isEqualTo("attention-layer-2-head-1.svg");
        assertThat(Files.readString(svg.path()))
                .startsWith("<svg")
                .contains("Bonn", "stroke-width");
        Download png = page.waitForDownload(() -> page.getByText("Save PNG").click());
        assertThat(Files.readAllBytes(png.path())).startsWith(0x89, 'P', 'N', 'G');
        assertThat(Files.size(png.path())).isGreaterThan(5_000);
        page.getByText("Heat map").click();
        assertThat(page.locator("#attention .cell").count()).isGreaterThan(10);
    }

    @Test
    void theMapShowsEveryTextThatIsReached() {
        try (Onlooker onlooker = look()) {
            Page page = onlooker.page();
            onlooker.row("m15").waitFor();
            onlooker.view("Map");
            page.locator("#map .legend li").first().waitFor();

            assertThat(page.locator("#map .legend").innerText()).contains("en", "ko", "8");
            page.locator("#map canvas").focus();
            page.keyboard().press("ArrowRight");
            String first = page.locator("#map .picked .text").innerText();
            page.keyboard().press("ArrowUp");
            page.keyboard().press("ArrowRight");
            assertThat(page.locator("#map .picked .text").innerText()).isNotEqualTo(first);
            page.getByLabel("Coloured by").selectOption("first entity");
            assertThat(page.locator("#map .legend").innerText()).contains("PER", "LC");
        }
    }

    @Test
    void everyViewIsReachedByTheKeyboard() {
        try (Onlooker onlooker = look()) {
            Page page = onlooker.page();
            page.locator("#tab-stream").focus();
            for (String view : List.of("letters", "search", "try", "attention", "map")) {
                page.keyboard().press("ArrowRight");
                assertThat(page.locator("#" + view).isVisible()).as(view).isTrue();
                assertThat(page.locator("[role=tabpanel]:visible").count()).isEqualTo(1);
            }
            page.keyboard().press("Home");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Pause");
        }
    }

    /** By axe-core: contrast, names, roles, order, in the light and in the dark. */
    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void nobodyIsLeftOut(ColorScheme scheme) {
        // The checker is a script that the page's policy would not let in.
        Browser.NewContextOptions options =
                options(1200)
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setBypassCSP(true);
        try (Onlooker onlooker = watching.look(options)) {
            Page page = onlooker.page();
            onlooker.row("m15").waitFor();
            assertNoViolations(page, scheme, "stream");
            onlooker.view("Dead letters");
            assertNoViolations(page, scheme, "letters");
            onlooker.view("Attention");
            page.getByText("Look", exactly()).click();
            page.locator("#attention .word").first().waitFor();
            assertNoViolations(page, scheme, "attention");
            onlooker.view("Try it");
            page.getByText("A masked word").click();
            page.locator("#try .token").first().waitFor();
            assertNoViolations(page, scheme, "try");
            onlooker.view("Map");
            page.locator("#map .legend li").first().waitFor();
            assertNoViolations(page, scheme, "map");
        }
    }

    @Test
    void aPhoneIsWideEnough() {
        try (Onlooker onlooker = watching.look(options(360))) {
            Page page = onlooker.page();
            onlooker.row("m15").waitFor();
            for (String view : List.of("Stream", "Dead letters", "Try it", "Attention", "Map")) {
                onlooker.view(view);
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(view)
                        .isEqualTo(360);
            }
        }
    }

    @Test
    void attentionIsAlsoAPageOfItsOwn() throws Exception {
        String hostile = "Uli </script><img src=x onerror=alert(1)> in Bonn";
        Path file = temporary.resolve("attention.html");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Streams streams =
                Streams.utf8(
                        new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), said);
        int status =
                FlinkBert.commandLine(streams)
                        .execute(
                                "inspect",
                                folder,
                                "--cased",
                                "--attention",
                                hostile,
                                "--html",
                                file.toString());

        assertThat(status).as(said.toString(UTF_8)).isZero();
        try (Onlooker onlooker =
                Onlooker.at(
                        file.toUri(),
                        watching.chromium().browser(),
                        options(1200).setOffline(true))) {
            Page page = onlooker.page();
            Locator words = page.locator(".word[data-side=from]");
            words.first().waitFor();
            assertThat(page.locator("#text").innerText()).isEqualTo(hostile);
            assertThat(page.locator("img").count()).isZero();
            words.last().hover();
            assertThat(page.locator(".attention-side h2").innerText()).isEqualTo("Bonn attends to");
        }
    }

    /** In the dark only colours differ. */
    private static void assertNoViolations(Page page, ColorScheme scheme, String view) {
        AxeBuilder axe = new AxeBuilder(page).include("body");
        if (scheme == ColorScheme.DARK) {
            axe.withRules(List.of("color-contrast"));
        }
        assertNoViolations(axe, view);
    }

    /** Of a context that lets the checker's script in. */
    static void assertNoViolations(Page page, String view) {
        assertNoViolations(new AxeBuilder(page).include("body"), view);
    }

    private static void assertNoViolations(AxeBuilder axe, String view) {
        assertThat(axe.analyze().getViolations())
                .as(view)
                .extracting(
                        violation ->
                                violation.getId()
                                        + ": "
                                        + violation.getNodes().get(0).getHtml()
                                        + violation.getNodes().get(0).getFailureSummary())
                .isEmpty();
    }

    /** The words of the list beside the drawing, each with its weight. */
    private static Map<String, String> listed(Page page) {
        Map<String, String> listed = new TreeMap<>();
        for (Locator item : page.locator(".attention-side li").all()) {
            listed.put(item.locator(".words").innerText(), item.locator(".number").innerText());
        }
        return listed;
    }

    private static SelectOption labelled(String label) {
        return new SelectOption().setLabel(label);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Onlooker look() {
        return watching.look(options(1200));
    }

    private static Browser.NewContextOptions options(int width) {
        return new Browser.NewContextOptions().setViewportSize(width, 800).setAcceptDownloads(true);
    }
}
