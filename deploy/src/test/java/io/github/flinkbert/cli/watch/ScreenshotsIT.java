package io.github.flinkbert.cli.watch;

import static io.github.flinkbert.cli.watch.WatchedJob.DEAD_LETTERS;
import static io.github.flinkbert.cli.watch.WatchedJob.ENRICHED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.cli.BertBaseCased;
import io.github.flinkbert.cli.quickstart.Quickstart;
import io.github.flinkbert.cli.watch.stream.LocalEngine;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.task.Attention;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's pictures: the quickstart's sentences through Google's BERT-Base cased, with the
 * adapters of the project where there are any. Made when {@code flinkbert.screenshots} names a
 * folder to put them in.
 */
@EnabledIfSystemProperty(named = "flinkbert.screenshots", matches = ".+")
final class ScreenshotsIT {

    /** What the attention view shows at first; its words 9 and 2 are "it" and "animal". */
    private static final String SENTENCE =
            "The animal did not cross the street because it was too tired.";

    private static final int WIDTH = 1160;
    private static final int LARGEST = 300_000;
    private static final long BETWEEN_TEXTS = 70;
    private static final Path ADAPTERS =
            Path.of(System.getProperty("flinkbert.adapters", "adapters"));

    @TempDir Path temporary;

    private Watching watching;

    @Test
    void thePicturesOfTheReadme() throws Exception {
        BertOptions options = BertOptions.of(BertBaseCased.location()).withAdapters(adapters());
        LocalEngine engine = new LocalEngine();
        try (Bert bert = Bert.open(options)) {
            try (Watching opened = Watching.start(temporary, options, engine)) {
                watching = opened;
                bert.addListener(jobOf(bert, engine));
                try (Onlooker onlooker = look(WIDTH, 820, ColorScheme.LIGHT)) {
                    stream(bert);
                    onlooker.page().waitForTimeout(1_000);
                    take(onlooker.page(), "stream");
                }
                views(bert);
            }
        }
    }

    /** The runs of the job's texts, without those that the page asks about. */
    private static EngineListener jobOf(Bert job, LocalEngine engine) {
        return new EngineListener() {
            @Override
            public void ran(BatchReport report) {
                if (job.tookPart(report)) {
                    engine.ran(report);
                }
            }
        };
    }

    private void stream(Bert bert) throws Exception {
        watching.send(DEAD_LETTERS, letter());
        JsonMapper json = new JsonMapper();
        try (InputStream in = Quickstart.class.getResourceAsStream("sentences.jsonl");
                var lines = json.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
            Sampled sampled = new Sampled(bert);
            // The first ones again, last, so that they are what is seen.
            JsonNode[] all = lines.readAll().toArray(JsonNode[]::new);
            for (int i = 0; i < all.length + 12; i++) {
                JsonNode line = i < all.length ? all[i] : all[11 - (i - all.length)];
                long start = System.nanoTime();
                watching.send(ENRICHED, sampled.enriched(line, i + 1));
                long spent = (System.nanoTime() - start) / 1_000_000;
                Thread.sleep(Math.max(0, BETWEEN_TEXTS - spent));
            }
        }
    }

    private void views(Bert bert) throws Exception {
        try (Onlooker onlooker = look(WIDTH, 900, ColorScheme.DARK)) {
            Page page = onlooker.page();
            onlooker.view("Attention");
            page.getByText("Look", new Page.GetByTextOptions().setExact(true)).click();
            page.locator("#attention .word").first().waitFor();
            int[] head = mostOf(bert.attention(SENTENCE), 9, 2);
            page.getByLabel("Layer").selectOption(labelled(head[0]));
            page.getByLabel("Head").selectOption(labelled(head[1]));
            page.locator("#attention .word[data-side=from][data-index='9']").hover();
            page.locator("#tabs").evaluate("tabs => tabs.scrollIntoView()");
            take(page, "attention");
        }
        try (Onlooker onlooker = look(WIDTH, 780, ColorScheme.LIGHT)) {
            Page page = onlooker.page();
            onlooker.view("Map");
            page.locator("#map .legend li").first().waitFor();
            page.locator("#map canvas").focus();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowLeft");
            page.locator("#tabs").evaluate("tabs => tabs.scrollIntoView()");
            take(page, "map");
        }
        try (Onlooker onlooker = look(WIDTH, 940, ColorScheme.LIGHT)) {
            Page page = onlooker.page();
            onlooker.view("Try it");
            page.getByText("A masked word").click();
            page.locator("#try .near").waitFor();
            page.locator("#tabs").evaluate("tabs => tabs.scrollIntoView()");
            take(page, "try");
        }
        try (Onlooker onlooker = look(390, 844, ColorScheme.DARK)) {
            onlooker.page().locator("#stream .row").nth(11).waitFor();
            take(onlooker.page(), "phone");
        }
    }

    private Onlooker look(int width, int height, ColorScheme scheme) {
        return watching.look(
                new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme));
    }

    private static void take(Page page, String name) throws Exception {
        Path file = Path.of(System.getProperty("flinkbert.screenshots"), "watch-" + name + ".png");
        page.waitForTimeout(600);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).isLessThan(LARGEST);
    }

    private static Map<String, String> adapters() throws Exception {
        Map<String, String> adapters = new TreeMap<>();
        if (Files.isDirectory(ADAPTERS)) {
            try (Stream<Path> folders = Files.list(ADAPTERS)) {
                folders.filter(folder -> folder.toString().endsWith("-en"))
                        .forEach(
                                folder ->
                                        adapters.put(
                                                folder.getFileName().toString(),
                                                folder.toString()));
            }
        }
        return adapters;
    }

    /** The layer and the head that attend most from one word to another, from 1. */
    private static int[] mostOf(Attention attention, int from, int to) {
        int[] best = {1, 1};
        float most = 0;
        for (int layer = 0; layer < attention.layers().size(); layer++) {
            for (int head = 0; head < attention.layers().get(layer).size(); head++) {
                float weight = attention.layers().get(layer).get(head).get(from, to);
                if (weight > most) {
                    most = weight;
                    best = new int[] {layer + 1, head + 1};
                }
            }
        }
        return best;
    }

    private static SelectOption labelled(int number) {
        return new SelectOption().setLabel(String.valueOf(number));
    }

    private static byte[] letter() {
        return ("{\"value\":\"eyJpZCI6IDcsICJ0ZXh0Ijog\",\"topic\":\"texts\",\"partition\":2,\"offset\":41,\"stage\":\"DECODE\",\"reason\":\"the"
                    + " value is not JSON: line 1, column 20\"}")
                .getBytes(UTF_8);
    }
}
