package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.ClassifierMiniature;
import io.github.flinkbert.checkpoint.GoogleCheckpointWriter;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.TextLabels;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.labels.ZeroShot;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.LongPairs;
import io.github.flinkbert.task.pairs.NextSentence;
import io.github.flinkbert.task.pairs.PairLabels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** The commands label and pair, on miniatures whose heads have random weights. */
@Timeout(240)
final class LabelCommandsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEXT = "Uli was in Bonn 😀";
    private static final String LONG = ClassifierMiniature.text(300, 4);

    @TempDir static Path temp;
    private static Path plain;
    private static Path moods;
    private static Path many;
    private static Path entailment;
    private static Path reranker;
    private static Path released;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        System.setProperty(CacheFolder.PROPERTY, temp.resolve("cache").toString());
        MiniatureCheckpoint base = ClassifierMiniature.of(1, "a").base();
        plain = base.writeTo(temp.resolve("plain"));
        moods = ClassifierMiniature.of(3, "bad", "so so", "좋아요").asGoogle(temp.resolve("moods"));
        many =
                ClassifierMiniature.of(4, "a", "b", "c", "d")
                        .asHuggingFace(
                                temp.resolve("many"),
                                "BertForSequenceClassification",
                                "\"problem_type\": \"multi_label_classification\",");
        entailment =
                ClassifierMiniature.of(5, "contradiction", "neutral", "entailment")
                        .asGoogle(temp.resolve("entailment"));
        reranker =
                ClassifierMiniature.of(6, "LABEL_0")
                        .asHuggingFace(
                                temp.resolve("reranker"), "BertForSequenceClassification", "");
        released = temp.resolve("released");
        Random random = new Random(7);
        GoogleCheckpointWriter.write(
                released,
                base.config(),
                base.pieces(),
                base.weights()
                        .with(
                                "cls/seq_relationship/output_weights",
                                Shape.of(2, base.config().hiddenSize()),
                                ClassifierMiniature.random(random, 2 * base.config().hiddenSize()))
                        .with("cls/seq_relationship/output_bias", Shape.of(2), 0.5f, -0.25f));
    }

    @AfterAll
    static void forget() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    @Test
    void aTextHasItsBestLabelAndAsManyAsTheUserSays() throws IOException {
        TextLabels expected = ask(moods, TEXT, new ClassifyText());
        assertThat(label(TEXT + "\n", moods)).isZero();
        assertLabels(lines().get(0), expected.best(1));

        assertThat(label(TEXT + "\n", moods, "--top", "2")).isZero();
        assertLabels(lines().get(0), expected.best(2));
        assertThat(label(TEXT + "\n", moods, "--top", "9")).isZero();
        assertLabels(lines().get(0), expected.scores());
    }

    @Test
    void everyLineIsLabelledWhateverItHolds() throws IOException {
        // 100 kB; the word in Cyrillic is one piece, [UNK].
        String huge = "the жжжжжжжжжж ".repeat(4_000);
        String texts = "\n" + huge + "\n😀\n봄이 온다\n{\"id\":\"x\",\"text\":\"the end\"}\n";
        int status = label(texts, moods);

        List<JsonNode> lines = lines();
        assertThat(errors()).containsOnly("");
        assertThat(status).isZero();
        assertThat(lines).hasSize(5);
        assertThat(lines).allMatch(line -> line.path("labels").size() == 1);
        assertThat(lines.get(4).path("id").asText()).isEqualTo("x");
        assertLabels(lines.get(0), ask(moods, "", new ClassifyText()).best(1));
        assertLabels(lines.get(1), ask(moods, huge, new ClassifyText()).best(1));
    }

    @Test
    void aTextOfTooManyWindowsIsAnErrorOfItsLine() throws IOException {
        String long100kB = "in the end of ".repeat(7_200);
        assertThat(label(long100kB + "\nthe end\n", moods)).isEqualTo(ExitStatus.SOME_UNANSWERED);

        assertThat(errors().get(0)).contains("at most 256 windows");
        assertThat(lines().get(1).path("labels")).hasSize(1);
        assertThat(pair("the end\t" + long100kB + "\n", entailment)).isZero();
        assertThat(lines().get(0).path("truncated").asBoolean()).isTrue();
    }

    @Test
    void ofAnyLabelsThoseAreWrittenThatReachTheThreshold() throws IOException {
        TextLabels found = ask(many, TEXT, new ClassifyText());
        double third = found.scores().get(2).score();
        ClassifyText low =
                new ClassifyText(
                        "", ProblemType.AS_TRAINED, OptionalDouble.of(third), WindowJoin.MEAN);
        String threshold = String.valueOf(third);

        assertThat(label(TEXT + "\n", many)).isZero();
        assertLabels(lines().get(0), found.holding());
        assertThat(label(TEXT + "\n", many, "--threshold", threshold)).isZero();
        assertLabels(lines().get(0), ask(many, TEXT, low).holding());
        assertThat(lines().get(0).path("labels")).hasSize(3);
        assertThat(label(TEXT + "\n", many, "--threshold", threshold, "--top", "2")).isZero();
        assertThat(lines().get(0).path("labels")).hasSize(2);
        assertThat(label(TEXT + "\n", many, "--threshold", "1", "--top", "2")).isZero();
        assertThat(lines().get(0).path("labels")).isEmpty();
        assertThat(label(TEXT + "\n", many, "--top", "4")).isZero();
        assertThat(lines().get(0).path("labels")).hasSize(4);
    }

    @Test
    void windowsAreJoinedAndScoresTakenAsTheUserSays() throws IOException {
        ClassifyText max =
                new ClassifyText(
                        "", ProblemType.REGRESSION, OptionalDouble.empty(), WindowJoin.MAX);
        assertThat(label(LONG + "\n", moods, "--join", "max", "--problem-type", "regression"))
                .isZero();

        assertLabels(lines().get(0), ask(moods, LONG, max).scores());
        assertThat(max).isNotEqualTo(new ClassifyText());
    }

    @Test
    void candidatesAreTheUsersOwnLabels() throws IOException {
        List<String> labels = List.of("the end", "Bonn", "봄");
        assertThat(label(TEXT + "\n", entailment, "--candidate-labels", "the end, Bonn,봄"))
                .isZero();
        assertLabels(lines().get(0), ask(entailment, TEXT, new ZeroShot(labels)).best(1));

        ZeroShot any =
                new ZeroShot("", labels, "in {}", true, OptionalDouble.of(0.01), WindowJoin.MEAN);
        assertThat(
                        label(
                                TEXT + "\n",
                                entailment,
                                "--candidate-labels",
                                "the end,Bonn",
                                "--candidate-labels",
                                "봄",
                                "--hypothesis-template",
                                "in {}",
                                "--multi-label",
                                "--threshold",
                                "0.01"))
                .isZero();
        assertLabels(lines().get(0), ask(entailment, TEXT, any).holding());
    }

    @Test
    void twoTextsStandBesideATabOrInTwoFieldsOrTheSecondStands() throws IOException {
        String lines =
                """
                the end\tof Bonn
                {"id":"j","text":"the end","secondText":"of Bonn"}
                """;
        TextLabels expected = ask(entailment, "the end", new ClassifyPair("of Bonn")).labels();
        assertThat(pair(lines, entailment, "--top", "3")).isZero();
        assertThat(lines()).hasSize(2);
        for (JsonNode line : lines()) {
            assertLabels(line, expected.scores());
            assertThat(line.path("truncated").isBoolean()).isTrue();
            assertThat(line.path("truncated").asBoolean()).isFalse();
        }
        assertThat(lines().get(1).path("id").asText()).isEqualTo("j");

        assertThat(pair("the end\n", entailment, "--top", "3", "--second", "of Bonn")).isZero();
        assertLabels(lines().get(0), expected.scores());
    }

    @Test
    void anEmptyTextBesideATabIsAText() throws IOException {
        assertThat(pair("\tof Bonn\n", entailment)).isZero();
        assertLabels(
                lines().get(0), ask(entailment, "", new ClassifyPair("of Bonn")).labels().best(1));
    }

    @Test
    void anEmptySecondTextIsAnErrorOfItsLine() throws IOException {
        assertThat(pair("the end\t\n{\"text\":\"the end\",\"secondText\":\"\"}\n", entailment))
                .isEqualTo(ExitStatus.SOME_UNANSWERED);
        assertThat(lines())
                .hasSize(2)
                .allSatisfy(
                        line ->
                                assertThat(line.path("error").asText())
                                        .isEqualTo("a second text must have words, found none"));
    }

    @Test
    void longPairsAreCutAndSayItOrTheSecondIsReadInWindows() throws IOException {
        assertThat(pair("the end\t" + LONG + "\n", reranker)).isZero();
        PairLabels cut = ask(reranker, "the end", new ClassifyPair(LONG));
        assertLabels(lines().get(0), cut.labels().scores());
        assertThat(lines().get(0).path("truncated").asBoolean()).isTrue();

        ClassifyPair windows =
                new ClassifyPair(
                        "",
                        LONG,
                        ProblemType.AS_TRAINED,
                        OptionalDouble.empty(),
                        LongPairs.WINDOWS,
                        WindowJoin.MAX);
        assertThat(
                        pair(
                                "the end\t" + LONG + "\n",
                                reranker,
                                "--windows",
                                "--join",
                                "max",
                                "--top",
                                "1"))
                .isZero();
        assertLabels(lines().get(0), ask(reranker, "the end", windows).labels().scores());
        assertThat(lines().get(0).path("truncated").asBoolean()).isFalse();
    }

    @Test
    void theScoreOfAModelWithOneOutputIsWrittenWhateverItIs() throws IOException {
        double score = ask(reranker, "the end", new ClassifyPair("of Bonn")).score();
        assertThat(pair("the end\tof Bonn\n", reranker)).isZero();
        assertThat(lines().get(0).at("/labels/0/score").asDouble()).isCloseTo(score, within(1e-5));
        String above = String.valueOf(score + 1e-3);
        String below = String.valueOf(score - 1e-3);
        assertThat(pair("the end\tof Bonn\n", reranker, "--threshold", above)).isZero();
        assertThat(lines().get(0).path("labels")).isEmpty();
        assertThat(pair("the end\tof Bonn\n", reranker, "--threshold", below)).isZero();
        assertThat(lines().get(0).path("labels")).hasSize(1);
    }

    @Test
    void theReleasesOwnHeadSaysWhetherATextGoesOn() throws IOException {
        assertThat(pair("the end\tof Bonn\n", released, "--next-sentence")).isZero();

        assertThat(lines().get(0).path("isNext").asDouble())
                .isCloseTo(
                        ask(released, "the end", new NextSentence("of Bonn")).isNext(),
                        within(1e-5));
        assertThat(pair("the end\tof Bonn\n", moods, "--next-sentence"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("this model has no next-sentence head").hasLineCount(1);
    }

    @Test
    void aLineThatIsNoPairIsAnErrorOfThatLine() throws IOException {
        String lines =
                """
                no tab

                a\tb\tc
                {"text":"a"}
                {"text":"a","secondText":7}
                the\tend
                """;
        assertThat(pair(lines, entailment)).isEqualTo(ExitStatus.SOME_UNANSWERED);
        assertThat(errors())
                .containsExactly(
                        "a line must be two texts with one TAB between them, found 0 TABs",
                        "a line must be two texts with one TAB between them, found 0 TABs",
                        "a line must be two texts with one TAB between them, found 2 TABs",
                        "a line must have a \"secondText\" beside its \"text\", or --second gives"
                                + " one; found none",
                        "\"secondText\" is a number, expected a string",
                        "");

        String own = "a\tb\n{\"text\":\"a\",\"secondText\":\"b\"}\n{\"text\":\"a\\tb\"}\n";
        assertThat(pair(own, entailment, "--second", "the")).isEqualTo(ExitStatus.SOME_UNANSWERED);
        assertThat(errors())
                .containsExactly(
                        "a line may have no TAB, and so no second text of its own, beside --second;"
                                + " in JSON a text may have TABs",
                        "a line may have no \"secondText\" of its own beside --second",
                        "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "label | --top 0                            | --top must be at least 1, found 0",
                "label | --threshold 0.5                    |"
                        + " a threshold of 0.5 is for labels of which any number holds",
                "label | --threshold 7                      | a threshold is a probability, 0 to 1",
                "label | --multi-label                      |"
                        + " --multi-label is of --candidate-labels, which is missing",
                "label | --hypothesis-template {}           |"
                        + " --hypothesis-template is of --candidate-labels, which is missing",
                "label | --candidate-labels a --problem-type regression |"
                        + " --problem-type means nothing with --candidate-labels",
                "label | --candidate-labels a,a             | candidate labels are different words",
                "label | --candidate-labels a,b             | need a model of entailment",
                "label | --head b                           | b",
                "pair  | --join max                         |"
                        + " --join means nothing without --windows; leave it out",
                "pair  | --next-sentence --top 1            |"
                        + " --top means nothing with --next-sentence; leave it out",
                "pair  | --next-sentence --head a           |"
                        + " --head means nothing with --next-sentence; leave it out",
                "pair  | --next-sentence --windows          |"
                        + " --windows means nothing with --next-sentence; leave it out",
            })
    void whatHasNoMeaningIsRefusedWithASentence(String command, String options, String sentence) {
        assertThat(run("", command, moods, options.split(" "))).isEqualTo(ExitStatus.UNUSABLE);

        assertThat(said()).startsWith("flink-bert " + command + ": ").contains(sentence);
        assertThat(said()).hasLineCount(1);
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"label", "pair"})
    void aModelWithoutSuchAHeadIsRefusedBeforeTheFirstLine(String command) {
        assertThat(run("", command, plain)).isEqualTo(ExitStatus.UNUSABLE);

        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "flink-bert %s: plain has no head that classifies texts; expected a"
                                        .formatted(command)
                                + " fine-tuned checkpoint, or an adapter");
    }

    private int label(String in, Path model, String... options) {
        return run(in, "label", model, options);
    }

    private int pair(String in, Path model, String... options) {
        return run(in, "pair", model, options);
    }

    private int run(String in, String command, Path model, String... options) {
        out.reset();
        err.reset();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                command,
                                "--model",
                                model.toString(),
                                "--cased",
                                "--precision",
                                "float32"));
        arguments.addAll(List.of(options));
        Streams streams = Streams.utf8(new ByteArrayInputStream(in.getBytes(UTF_8)), out, err);
        int status = FlinkBert.commandLine(streams).execute(arguments.toArray(String[]::new));
        streams.flush();
        return status;
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private List<String> errors() throws IOException {
        return lines().stream().map(line -> line.path("error").asText()).toList();
    }

    private String said() {
        return err.toString(UTF_8);
    }

    private static <R> R ask(Path model, String text, Ask<R> ask) {
        try (Bert bert = ClassifierMiniature.open(model)) {
            return bert.ask(text, ask);
        }
    }

    private static void assertLabels(JsonNode line, List<LabelScore> expected) {
        assertThat(line.path("labels")).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            JsonNode found = line.path("labels").get(i);
            assertThat(found.path("label").asText()).isEqualTo(expected.get(i).label());
            assertThat(found.path("score").asDouble())
                    .isCloseTo(expected.get(i).score(), within(1e-5));
        }
    }
}
