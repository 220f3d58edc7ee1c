package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.DEAD_LETTERS;
import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
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
import io.github.flinkbert.console.stream.LocalEngine;
import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.testbed.quickstart.Quickstart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the pictures of the documents: the quickstart's sentences through Google's BERT-Base cased,
 * with the English adapters of the project. Arguments: the folder for the pictures and the folder
 * of the adapters. Runs in the folder of the testbed's module, whose broker it starts.
 */
final class Screenshots {

    /** What the attention view shows at first; its words 9 and 2 are "it" and "animal". */
    private static final String SENTENCE =
            "The animal did not cross the street because it was too tired.";

    private static final int WIDTH = 1160;
    private static final int LARGEST = 300_000;
    private static final long BETWEEN_TEXTS = 70;

    private final Path pictures;
    private final Watching watching;

    private Screenshots(Path pictures, Watching watching) {
        this.pictures = pictures;
        this.watching = watching;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected the folder for the pictures and the folder of the adapters, found "
                            + List.of(arguments));
        }
        Path temporary = Files.createTempDirectory("screenshots-");
        LocalEngine engine = new LocalEngine();
        BertOptions options =
                BertOptions.of(BertBaseCased.location())
                        .withAdapters(adapters(Path.of(arguments[1])));
        try (Bert bert = Bert.open(options);
                Watching watching = Watching.start(temporary, options, engine)) {
            bert.addListener(engine);
            new Screenshots(Files.createDirectories(Path.of(arguments[0])), watching).take(bert);
        }
    }

    private void take(Bert bert) throws Exception {
        try (Onlooker onlooker = look(WIDTH, 820, ColorScheme.LIGHT)) {
            stream(bert);
            onlooker.page().waitForTimeout(1_000);
            take(onlooker.page(), "stream");
        }
        views(bert);
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
                Thread.sleep(Math.max(0, BETWEEN_TEXTS - spent)); // the pace that the page shows
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

    private void take(Page page, String name) throws Exception {
        Path file = pictures.resolve("watch-" + name + ".png");
        page.waitForTimeout(600);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).isLessThan(LARGEST);
    }

    private static Map<String, String> adapters(Path shipped) throws IOException {
        Map<String, String> adapters = new TreeMap<>();
        try (Stream<Path> folders = Files.list(shipped)) {
            folders.filter(folder -> folder.toString().endsWith("-en"))
                    .forEach(
                            folder ->
                                    adapters.put(
                                            folder.getFileName().toString(), folder.toString()));
        }
        return adapters;
    }

    /** The layer and the head that attend most from one word to another, from 1. */
    private static int[] mostOf(Attention attention, int from, int to) {
        int[] best = {1, 1};
        float most = 0;
        int layers = attention.layers().size();
        int heads = attention.layers().get(0).size();
        for (int layer = 0; layer < layers; layer++) {
            for (int head = 0; head < heads; head++) {
                float weight = attention.weight(layer, head, from, to);
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
