package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.ClassifierMiniature;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.evaluation.similarity.Similarity;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.pairs.ClassifyPair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate --task labels} on miniatures whose heads have random weights. */
@Timeout(240)
final class LabelEvaluationTest {

    private static final String CLASS = "BertForSequenceClassification";
    private static final List<String> SECONDS = List.of("of Bonn", "in the end", "was it", "is");
    private static final double[] GOLD = {1, 0.2, 0.6, 0};

    @TempDir static Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void cache() {
        System.setProperty(CacheFolder.PROPERTY, temp.resolve("cache").toString());
    }

    @AfterAll
    static void forget() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    private static Path write(String name, String settings, String... labels) throws IOException {
        return ClassifierMiniature.of(6, labels).asHuggingFace(temp.resolve(name), CLASS, settings);
    }

    private static Path data(String name, String content) throws IOException {
        return Files.writeString(temp.resolve(name), content);
    }

    private int evaluate(Path model, Path data, String... options) {
        out.reset();
        err.reset();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "evaluate",
                                "--task",
                                "labels",
                                "--precision",
                                "float32",
                                "--cased",
                                "--model",
                                model.toString(),
                                "--data",
                                data.toString()));
        command.addAll(List.of(options));
        Streams streams = Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err);
        int status = FlinkBert.commandLine(streams).execute(command.toArray(String[]::new));
        streams.flush();
        return status;
    }

    private JsonNode scores() throws IOException {
        return new JsonMapper().readTree(out.toByteArray());
    }

    private void refuses(String sentence, Path model, Path data, String... options) {
        assertThat(evaluate(model, data, options)).isNotZero();
        assertThat(err.toString(UTF_8)).contains(sentence).doesNotContain("\tat ");
    }

    private static Path pairs() throws IOException {
        StringBuilder rows = new StringBuilder("a\tb\ts\n");
        for (int i = 0; i < GOLD.length; i++) {
            rows.append("the end\t").append(SECONDS.get(i)).append('\t').append(GOLD[i]);
            rows.append('\n');
        }
        return data("pairs.tsv", rows.toString());
    }

    @Test
    void aCrossEncodersScoresAreWhatItsMakerSays() throws IOException {
        String identity =
                "\"sbert_ce_default_activation_function\": \"torch.nn.modules.linear.Identity\",";
        List<Double> pearsons = new ArrayList<>();
        for (String settings : List.of("", identity)) {
            Path model = write("reranker" + settings.length(), settings, "LABEL_0");
            double[] found = new double[GOLD.length];
            try (Bert bert = ClassifierMiniature.open(model)) {
                for (int i = 0; i < found.length; i++) {
                    found[i] = bert.ask("the end", new ClassifyPair(SECONDS.get(i))).score();
                }
            }
            assertThat(
                            evaluate(
                                    model,
                                    pairs(),
                                    "--text-column",
                                    "a",
                                    "--second-text-column",
                                    "b",
                                    "--label-column",
                                    "s",
                                    "--problem",
                                    "score"))
                    .as(err.toString(UTF_8))
                    .isZero();
            pearsons.add(scores().path("pearson").asDouble());
            assertThat(scores().path("pearson").asDouble())
                    .isCloseTo(Similarity.pearson(GOLD, found), within(1e-5));
        }
        // A sigmoid is no straight line: the two are told apart.
        assertThat(pearsons.get(0)).isNotCloseTo(pearsons.get(1), within(1e-4));
    }

    @Test
    void aHeadThatGivesSomethingElseThanTheTextsHaveIsRefused() throws IOException {
        Path one = data("one.tsv", "text\tlabel\nthe end\ta\nit is\tb\n");
        Path several = data("several.tsv", "text\tlabel\nthe end\ta,b\nit is\tb\n");
        Path numbers = data("numbers.tsv", "text\tlabel\nthe end\t1\nit is\t2\n");
        Path any = write("any", "\"problem_type\": \"multi_label_classification\",", "a", "b");
        Path single =
                write("single", "\"problem_type\": \"single_label_classification\",", "a", "b");
        Path open = write("open", "", "a", "b");
        Path score = write("score", "", "LABEL_0");
        Path missing = temp.resolve("missing.tsv");
        refuses("evaluate: there is no file " + missing, any, missing);
        refuses(
                "the data has one label a text (--problem single), but the head gives any of 2"
                        + " labels; expected --problem multi, or another head",
                any,
                one);
        refuses(
                "the data has any number of labels a text (--problem multi), but the head gives one"
                        + " of 2 labels; expected --problem single, or another head",
                single,
                several,
                "--label-separator",
                ",");
        refuses(
                "--problem multi, if the head was trained for it, which its files do not say",
                open,
                several,
                "--label-separator",
                ",");
        refuses(
                "but the head gives one score; expected --problem score and numbers in the data",
                score,
                one);
        refuses("but the head gives one of 2 labels", single, numbers, "--problem", "score");
        refuses(
                "the data has the labels 1, 2, the head has a, b: expected labels that are in both",
                single,
                numbers);
    }

    @Test
    void whatAHeadGivesThatDoesNotSayItTheUserMaySay() throws IOException {
        Path several = data("more.tsv", "text\tlabel\nthe end\ta,b\nit is\tb\nof\tc\n");
        Path open = write("unsaid", "", "a", "b");
        assertThat(evaluate(open, several, "--problem", "multi", "--label-separator", ","))
                .as(err.toString(UTF_8))
                .isZero();
        assertThat(scores().path("f1_micro").isNumber()).isTrue();
        assertThat(scores().path("unknown_labels")).hasToString("[\"c\"]");
        assertThat(err.toString(UTF_8)).contains("these count as missed: [c]");
    }

    @Test
    void whatAHeadWithLabelsIsTheUserMaySay() throws IOException {
        Path one = data("kind.tsv", "text\tlabel\nthe end\ta\nit is\tb\n");
        // Of a class that is not known, and without labels of words.
        Path model =
                ClassifierMiniature.of(6, "a", "b")
                        .asHuggingFace(temp.resolve("kind"), "BertModel", "");
        refuses("say it in BertOptions.labelHead or the option label-head", model, one);
        assertThat(evaluate(model, one, "--label-head", "texts")).as(err.toString(UTF_8)).isZero();
        try (Bert bert = ClassifierMiniature.open(write("said", "", "a", "b"))) {
            double right = 0;
            right += bert.ask("the end", new ClassifyText()).best().label().equals("a") ? 1 : 0;
            right += bert.ask("it is", new ClassifyText()).best().label().equals("b") ? 1 : 0;
            assertThat(scores().path("accuracy").asDouble()).isEqualTo(right / 2);
        }
    }
}
