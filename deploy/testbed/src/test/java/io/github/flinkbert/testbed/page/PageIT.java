package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.DEAD_LETTERS;
import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
import static io.github.flinkbert.testbed.page.WatchedJob.TEXTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.console.stream.FlinkEngine;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The live page as people see it: in a real browser, over a real broker and a real job on a
 * miniature model.
 */
@Timeout(400)
@TestMethodOrder(OrderAnnotation.class)
final class PageIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir static Path temporary;

    private static Watching watching;
    private static WatchedJob job;

    private Onlooker onlooker;
    private Page page;

    @BeforeAll
    static void open() throws Exception {
        MiniatureCheckpoint base = MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3);
        String model = TrainedMiniature.of(base, 4).asGoogle(temporary.resolve("model")).toString();
        URI rest = URI.create("http://127.0.0.1:" + WatchedJob.freePort());
        watching =
                Watching.start(
                        temporary,
                        BertOptions.of(model).withCasing(CasingChoice.CASED),
                        new FlinkEngine(rest));
        job =
                WatchedJob.start(
                        watching.broker().bootstrapServers(),
                        rest,
                        Map.of(
                                "checkpoint", model,
                                "casing", "cased",
                                "tasks", "embedding,entities"));
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {job, watching}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @BeforeEach
    void look() {
        onlooker = watching.look(new Browser.NewContextOptions().setViewportSize(1200, 800));
        page = onlooker.page();
    }

    @AfterEach
    void lookAway() {
        onlooker.close();
    }

    @Test
    @Order(1)
    void whatTheJobWritesIsShownWithWhatItCouldNotRead() {
        watching.send(
                TEXTS, "{\"id\":\"j1\",\"text\":\"Bob and Uli met in Bonn 😀\"}".getBytes(UTF_8));
        watching.send(TEXTS, "{\"id\":\"j2\",\"text\":".getBytes(UTF_8));

        Locator row = onlooker.row("j1");
        row.waitFor();
        assertThat(Onlooker.plainText(row)).isEqualTo("Bob and Uli met in Bonn 😀");
        assertThat(row.locator("mark.entity .label").first().innerText()).isEqualTo("PER");
        page.getByText("Dead letters 1").click();
        Locator letter = page.locator("#letters .letter");
        letter.waitFor();
        assertThat(letter.innerText()).contains("DECODE", TEXTS + "/", "{\"id\":\"j2\",\"text\":");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(page.locator("#figures").innerText()).contains("a batch"));
        assertThat(page.locator("#model-name").innerText()).startsWith("model · ");
    }

    @Test
    @Order(2)
    void highlightsSitOnTheRightCharactersWhateverTheScript() {
        MadeUp emoji =
                MadeUp.of(
                        "h1",
                        "👩‍👩‍👧 Zoë met 😀 Bob in Köln.",
                        "en",
                        "PER",
                        "Zoë",
                        "PER",
                        "Bob",
                        "LOC",
                        "Köln");
        MadeUp korean =
                MadeUp.of("h2", "세종대왕은 1443년에 훈민정음을 창제하였다.", "ko", "PS", "세종대왕", "DT", "1443년")
                        .asking("언제 창제하였는가?", "1443년에");
        watching.send(ENRICHED, emoji.as(OutputFormat.JSON, 1, 2));
        watching.send(ENRICHED, korean.as(OutputFormat.AVRO, 2, 1));

        onlooker.row("h1").waitFor();
        onlooker.row("h2").waitFor();
        assertThat(onlooker.row("h1").locator("mark .words").allInnerTexts())
                .containsExactly("Zoë", "Bob", "Köln");
        assertThat(onlooker.row("h1").locator("mark .label").allInnerTexts())
                .containsExactly("PER", "PER", "LOC");
        assertThat(Onlooker.plainText(onlooker.row("h1"))).isEqualTo(emoji.text());
        assertThat(onlooker.row("h2").locator("mark .words").allInnerTexts())
                .containsExactly("세종대왕", "1443년");
        assertThat(String.join("", onlooker.row("h2").locator(".found").allInnerTexts()))
                .isEqualTo("1443년에");
        assertThat(Onlooker.plainText(onlooker.row("h2"))).isEqualTo(korean.text());
        assertThat(onlooker.row("h2").locator(".questions").innerText())
                .contains("언제 창제하였는가?", "1443년에", "80 %");
        assertThat(onlooker.row("h2").locator(".text").getAttribute("lang")).isEqualTo("ko");
    }

    @Test
    @Order(3)
    void whatIsHostileStaysText() {
        String script = "<script>window.hacked = 1</script><img src=x onerror=window.hacked=1>";
        MadeUp hostile =
                new MadeUp(
                        script,
                        script + "\u202e override \u0000 end",
                        "\"><script>",
                        List.of(new MadeUp.Found(script, "window")),
                        script,
                        "hacked");
        watching.send(ENRICHED, hostile.as(OutputFormat.AVRO, 1, 1));
        watching.send(
                ENRICHED,
                ("{\"id\":\"h4\",\"text\":\"short\",\"entities\":[{\"label\":\"X\",\"start\":-1,\"end\":3},"
                     + "{\"label\":\"X\",\"start\":4,\"end\":99},{\"label\":\"OK\",\"start\":0,"
                     + "\"end\":2},{\"label\":\"X\",\"start\":1,\"end\":4}],\"model\":{\"name\":\"<b>\"}}")
                        .getBytes(UTF_8));
        watching.send(ENRICHED, "{\"text\":{\"no\":\"string\"}}".getBytes(UTF_8));
        watching.send(ENRICHED, new byte[] {9, 9, 9});
        watching.send(ENRICHED, null);
        watching.send(
                DEAD_LETTERS,
                ("{\"stage\":\"<i>\",\"reason\":\"" + script + "\",\"topic\":\"" + script + "\"}")
                        .getBytes(UTF_8));
        watching.send(
                TEXTS,
                ("{\"id\":\"h6\",\"text\":\"x\",\"question\":" + "[".repeat(500)).getBytes(UTF_8));

        Locator row = onlooker.row("window.hacked = 1").first();
        row.waitFor();
        assertThat(Onlooker.plainText(row)).startsWith(script);
        onlooker.row("h4").waitFor();
        assertThat(onlooker.row("h4").locator("mark .words").allInnerTexts()).containsExactly("sh");
        onlooker.view("Dead letters");
        page.locator("#letters").getByText("<i>").waitFor();
        assertThat(page.locator("#views script, #views img, #views b, #views i").count()).isZero();
        assertThat(page.evaluate("window.hacked")).isNull();
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(page.locator("#stream .note").textContent())
                                        .contains("3 records of the sample were not"));
    }

    @Test
    @Order(4)
    void theStreamIsFilteredAndHeldStill() {
        watching.send(
                ENRICHED,
                MadeUp.of("f1", "An apple in Rome.", "en", "LOC", "Rome").as(OutputFormat.JSON));
        onlooker.row("f1").waitFor();
        page.getByLabel("Filter by words").fill("APPLE");
        assertThat(page.locator("#stream .row").count()).isEqualTo(1);
        page.getByLabel("Filter by words").fill("");
        page.getByLabel("Only texts with the label").selectOption("LOC");
        assertThat(page.locator("#stream .row").allInnerTexts())
                .allMatch(row -> row.contains("LOC"));
        page.getByLabel("Only texts with the label").selectOption("");

        page.getByText("Pause").click();
        watching.send(ENRICHED, MadeUp.of("f2", "A pear.", "en").as(OutputFormat.JSON));
        page.getByText("1 came meanwhile").waitFor();
        assertThat(onlooker.row("f2").count()).isZero();
        page.getByText("Go on").click();
        onlooker.row("f2").waitFor();
    }

    @Test
    @Order(5)
    void tenThousandRecordsASecondLeaveTheBrowserFree() {
        byte[] value =
                MadeUp.of("t", "Many and more, one like another.", "en", "MISC", "Many")
                        .as(OutputFormat.JSON, new float[64]);
        String read =
                "() => Number(document.querySelector('.figure .more').textContent.replace(/\\D/g,"
                        + " ''))";
        // A page just opened shows no count yet, and then one that is up to a second old.
        page.locator("#figures").getByText("in all").waitFor();
        AtomicInteger shown = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(1_500))
                .atMost(SOON)
                .until(
                        () -> {
                            int now = ((Number) page.evaluate(read)).intValue();
                            return shown.getAndSet(now) == now;
                        });
        int before = shown.get();
        page.evaluate(
                """
                () => {
                  window.longest = 0;
                  let last = performance.now();
                  const frame = (now) => {
                    window.longest = Math.max(window.longest, now - last);
                    last = now;
                    requestAnimationFrame(frame);
                  };
                  requestAnimationFrame(frame);
                }\
                """);
        for (int second = 0; second < 3; second++) {
            long start = System.nanoTime();
            for (int i = 0; i < 10_000; i++) {
                var unused = watching.producer().send(new ProducerRecord<>(ENRICHED, value));
            }
            watching.producer().flush();
            page.waitForTimeout(Math.max(1, 1_000 - (System.nanoTime() - start) / 1_000_000.0));
        }

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(((Number) page.evaluate(read)).intValue() - before)
                                        .isGreaterThanOrEqualTo(30_000));
        assertThat(((Number) page.evaluate(read)).intValue() - before).isEqualTo(30_000);
        assertThat(page.locator("#stream .row").count()).isLessThanOrEqualTo(50);
        // Far above what is seen, for other processes share the machine: a page that drew all of
        // them would stand still to the end.
        assertThat(((Number) page.evaluate("window.longest")).doubleValue()).isLessThan(5_000);
    }

    @Test
    @Order(6)
    void thePageOutlivesTheBroker() throws Exception {
        watching.broker().kill();
        page.getByText("The broker is away").waitFor();
        assertThat(page.locator("#state").innerText()).isEqualTo("waiting for the broker");
        watching.broker().comeBack();
        watching.send(ENRICHED, MadeUp.of("r1", "It is back.", "en").as(OutputFormat.JSON));

        onlooker.row("r1").waitFor(new Locator.WaitForOptions().setTimeout(30_000));
        page.locator("#state[data-state=live]").waitFor();
        assertThat(page.locator("#trouble").isVisible()).isFalse();
    }
}
