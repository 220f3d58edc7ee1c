package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.DEAD_LETTERS;
import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.console.stream.EngineView;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the page says of a stream: when nothing comes, when it comes late, when parts are missing.
 */
@Timeout(400)
@TestMethodOrder(OrderAnnotation.class)
final class FeedIT {

    @TempDir static Path temporary;

    private static Watching watching;

    @BeforeAll
    static void open() throws Exception {
        // Nobody asks it.
        watching = Watching.start(temporary, BertOptions.of("none"), EngineView.NONE);
    }

    @AfterAll
    static void close() throws Exception {
        if (watching != null) {
            watching.close();
        }
    }

    @Test
    @Order(1)
    void aStreamInWhichNothingHasComeIsThereForEverybody() {
        try (Onlooker onlooker = look(1200, true)) {
            onlooker.page().getByText("Nothing has come yet").waitFor();
            ViewsIT.assertNoViolations(onlooker.page(), "the empty stream");
            onlooker.view("Dead letters");
            ViewsIT.assertNoViolations(onlooker.page(), "no dead letters");
        }
    }

    @Test
    @Order(2)
    void whatWaitedForTheJobIsCalledBacklogUntilSomethingComesThatDidNot() {
        byte[] value = MadeUp.of("b1", "Late.", "en").as(OutputFormat.JSON);
        long minuteAgo = System.currentTimeMillis() - 60_000;
        var unused =
                watching.producer().send(new ProducerRecord<>(ENRICHED, 0, minuteAgo, null, value));
        try (Onlooker onlooker = look(1200, false)) {
            Locator figure = onlooker.page().locator(".figure").nth(1);
            figure.getByText("Backlog").waitFor();
            assertThat(figure.innerText()).contains("min", "older than the page or the job");
            assertThat(figure.locator(".dots").getAttribute("d")).as("one point").contains("h0.01");
            watching.send(ENRICHED, MadeUp.of("b2", "In time.", "en").as(OutputFormat.JSON));
            figure.getByText("Latency").waitFor();
            assertThat(figure.innerText()).contains("95 % within");
        }
    }

    @Test
    @Order(3)
    void aFigureIsKnownHoweverLongNothingCame() {
        try (Onlooker onlooker = look(1200, false)) {
            Object said =
                    onlooker.page()
                            .evaluate(
                                    """
                                    async () => {
                                      const { figures } = await import('./figures.js');
                                      const place = document.getElementById('figures');
                                      place.replaceChildren();
                                      const made = figures();
                                      made.known({ latencyMillis: 250, latencyMillis95: 300,
                                        backlogMillis: 'NaN', fillPercent: 71, deviceMillis: 9 });
                                      const none = { textsPerSecond: 0, deadLettersPerSecond: 0,
                                        latencyMillis: 'NaN', latencyMillis95: 'NaN',
                                        backlogMillis: 'NaN', fillPercent: 'NaN', deviceMillis: 'NaN' };
                                      made.add(Array(130).fill(none));
                                      return place.innerText;
                                    }\
                                    """);
            assertThat(said.toString()).contains("250", "95 % within 300 ms", "71", "takes 9 ms");
        }
    }

    @Test
    @Order(4)
    void recordsWithoutATextSayWhatIsMissing() {
        watching.send(ENRICHED, "{\"id\":\"s1\",\"body\":\"Bob\",\"entities\":[]}".getBytes(UTF_8));
        try (Onlooker onlooker = look(1200, true)) {
            Locator missing = onlooker.page().locator("#stream .missing");
            missing.waitFor();
            assertThat(missing.innerText())
                    .contains(
                            "1 record of the sample came without a text",
                            "id, body, entities",
                            "its table needs a column of that name");
            assertThat(onlooker.row("s1").innerText()).contains("No text.");
            ViewsIT.assertNoViolations(onlooker.page(), "records without text");
        }
    }

    @Test
    @Order(5)
    void labelsAreSpeltOut() {
        watching.send(
                ENRICHED,
                MadeUp.of("l1", "Bob 서울", "ko", "PER", "Bob", "LC", "서울").as(OutputFormat.JSON));
        try (Onlooker onlooker = look(1200, false)) {
            onlooker.row("l1").waitFor();
            assertThat(onlooker.row("l1").locator("mark").last().getAttribute("title"))
                    .startsWith("LC, location, 90");
            assertThat(onlooker.page().locator("#stream .label-legend").innerText())
                    .contains("LC location", "PER person");
            Object meanings =
                    onlooker.page()
                            .evaluate(
                                    """
                                    () => import('./labels.js').then(({ spelt }) =>
                                      ['LOC', 'PER', 'ORG', 'MISC', 'PS', 'LC', 'OG', 'DT', 'TI', 'QT', 'X']
                                        .map(spelt))\
                                    """);
            assertThat(meanings)
                    .isEqualTo(
                            List.of(
                                    "LOC, location",
                                    "PER, person",
                                    "ORG, organization",
                                    "MISC, miscellaneous name",
                                    "PS, person",
                                    "LC, location",
                                    "OG, organization",
                                    "DT, date",
                                    "TI, time",
                                    "QT, quantity",
                                    "X"));
        }
    }

    @Test
    @Order(6)
    void aTextThatTheModelDoesNotKnowSaysSo() {
        watching.send(
                ENRICHED,
                "{\"id\":\"u1\",\"text\":\"☃ ☃ a\",\"unknownPieces\":0.41}".getBytes(UTF_8));
        try (Onlooker onlooker = look(1200, true)) {
            onlooker.row("u1").waitFor();
            assertThat(onlooker.row("u1").innerText())
                    .contains("41 % of this text is unknown to the model’s vocabulary.");
            ViewsIT.assertNoViolations(onlooker.page(), "unknown pieces");
        }
    }

    @Test
    @Order(7)
    void onAPhoneFiguresFoldAwayTabsShowThatThereAreMoreAndWordsAreTapped() {
        watching.send(DEAD_LETTERS, "{\"stage\":\"DECODE\"}".getBytes(UTF_8));
        Browser.NewContextOptions phone =
                new Browser.NewContextOptions()
                        .setViewportSize(360, 740)
                        .setHasTouch(true)
                        .setIsMobile(true);
        try (Onlooker onlooker = watching.look(phone)) {
            Page page = onlooker.page();
            assertThat(page.locator("#figures").isVisible()).isTrue();
            page.locator(".tabs-place[data-more=right]").waitFor();
            onlooker.view("Try it");
            page.locator(".tabs-place[data-more~=left]").waitFor();
            assertThat(page.locator("#figures").isVisible()).isFalse();
            page.getByText("Figures", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("#figures").isVisible()).isTrue();
            assertThat(page.locator("#fold").getAttribute("aria-expanded")).isEqualTo("true");
            Object hint =
                    page.evaluate(
                            """
                            async () => {
                              const { attentionView } = await import('./attention.js');
                              const place = document.createElement('div');
                              document.getElementById('try').append(place);
                              attentionView(place, { words: [{ text: 'a', start: 0, end: 1 }], layers: 1, heads: 1,
                                matrix: () => [[1]], isSpecial: () => false });
                              return place.innerText;
                            }\
                            """);
            assertThat(hint.toString())
                    .contains("Tap a word", "a tap chooses", "Look for heads that do one thing")
                    .doesNotContain("Point at");
        }
    }

    @Test
    @Order(8)
    void aMapLabelsWhatHasRoom() {
        try (Onlooker onlooker = look(1200, false)) {
            Object labels =
                    onlooker.page()
                            .evaluate(
                                    """
                                    () => import('./scatter-labels.js').then(({ placeLabels }) =>
                                      placeLabels([[100, 100], [104, 100], [300, 50], [395, 150]],
                                        { width: 400, height: 200 }, 5, (i) => `text ${i}`, () => 60)
                                        .map(({ words, x }) => `${words} ${x}`).sort())\
                                    """);
            // Of two that lie on each other, each has room on its own side; the last one's is left.
            assertThat(labels)
                    .isEqualTo(List.of("text 0 31", "text 1 113", "text 2 309", "text 3 326"));
        }
    }

    private static Onlooker look(int width, boolean forTheChecker) {
        return watching.look(
                new Browser.NewContextOptions()
                        .setViewportSize(width, 800)
                        .setBypassCSP(forTheChecker));
    }
}
