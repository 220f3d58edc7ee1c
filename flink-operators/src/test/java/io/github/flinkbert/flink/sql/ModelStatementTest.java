package io.github.flinkbert.flink.sql;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.VARCHAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.flink.config.SqlModelConfig;
import io.github.flinkbert.flink.config.SqlOptions;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.location.CacheFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a statement is said when a query is planned, all of it, by name. */
class ModelStatementTest {

    private static final DataType ENTITIES =
            ARRAY(
                    ROW(
                            FIELD("label", STRING()),
                            FIELD("text", STRING()),
                            FIELD("start", INT()),
                            FIELD("end", INT()),
                            FIELD("score", FLOAT())));
    private static final DataType ANSWERS =
            ARRAY(ROW(FIELD("text", STRING()), FIELD("score", FLOAT())));
    private static final DataType MASKS =
            ARRAY(ARRAY(ROW(FIELD("token", STRING()), FIELD("score", FLOAT()))));

    /** Everything at once, and nothing wrong with it. */
    private static Statement everything() {
        return new Statement()
                .input("question", STRING())
                .input("text", STRING())
                .output("embedding", ARRAY(FLOAT()))
                .output("entities", ENTITIES)
                .output("answers", ANSWERS)
                .output("masks", MASKS)
                .output("error", STRING())
                .with("model", "/models/bert");
    }

    private static Statement embedding() {
        return new Statement().input("text", STRING()).output("embedding", ARRAY(FLOAT()));
    }

    @Test
    void everyOptionThatIsRightIsTaken() throws Exception {
        Map<String, String> right =
                Map.ofEntries(
                        Map.entry("adapters", "names=/adapters/names,qa=/adapters/qa"),
                        Map.entry("casing", "cased"),
                        Map.entry("precision", "float32"),
                        Map.entry("device", "cpu"),
                        Map.entry("device-index", "0"),
                        Map.entry("xla", "true"),
                        Map.entry("threads", "2"),
                        Map.entry("cache-size", "64 mb"),
                        Map.entry("max-positions", "384"),
                        Map.entry("label-head", "tokens"),
                        Map.entry("pooling", "cls"),
                        Map.entry("layer", "last-four"),
                        Map.entry("normalize", "true"),
                        Map.entry("vector-format", "float32"),
                        Map.entry("prompt", "query: "),
                        Map.entry("dimensions", "16"),
                        Map.entry("entities-model", "names"),
                        Map.entry("aggregation-strategy", "first-piece"),
                        Map.entry("answers-model", "qa"),
                        Map.entry("questions", "Who?|Where?"),
                        Map.entry("n-best", "3"),
                        Map.entry("max-answer-pieces", "20"),
                        Map.entry("null-threshold", "-0.5"),
                        Map.entry("top", "3"),
                        Map.entry("unknown-threshold", "0.5"),
                        Map.entry("error-handling-strategy", "failover"));
        Statement statement = everything();
        right.forEach(statement::with);

        assertThatCode(statement::provider).doesNotThrowAnyException();
        assertThat(right)
                .as(
                        "with model, adapter, cached-texts, vector-ranges and prompt-name; others"
                                + " have tests of their own")
                .hasSize(
                        SqlOptions.ALL.size()
                                - 5
                                - LabelStatementTest.options().size()
                                - ChunkStatementTest.options().size()
                                - RedactionStatementTest.options().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {
                "model # '' # model must be a text that is not empty, found \"\"",
                "adapter # '' # adapter must be a text that is not empty, found \"\"",
                "adapters # names= # adapters must be name=folder, or the name of an adapter that"
                        + " ships, separated by commas, no name twice, found \"names=\"",
                "casing # Cased # casing must be one of as-released, cased, uncased, found"
                        + " \"Cased\"",
                "precision # half # precision must be one of auto, float32, bfloat16, float16,"
                        + " int8, found \"half\"",
                "device # cuda # device must be one of auto, cpu, gpu, tpu, found \"cuda\"",
                "device-index # -1 # device-index must be a whole number of at least 0, found"
                        + " \"-1\"",
                "xla # maybe # xla must be true or false, found \"maybe\"",
                "threads # -1 # threads must be a whole number of at least 0, found \"-1\"",
                "cache-size # much # cache-size must be a size in bytes, or with one of the units"
                        + " kb, mb, gb, such as 64mb, found \"much\"",
                "cached-texts # many # cached-texts must be a whole number of at least 0, found"
                        + " \"many\"",
                "max-positions # 0 # max-positions must be a whole number of at least 1, found"
                        + " \"0\"",
                "label-head # words # label-head must be one of tokens, texts, found \"words\"",
                "pooling # sum # pooling must be one of cls, mean, max, cls-pooler, mean-sqrt-len,"
                        + " weighted-mean, last-token, normalized-mean, sif, found \"sum\"",
                "layer # last # layer must be a layer's number (-1 for the last) or last-four,"
                        + " found \"last\"",
                "normalize # yes # normalize must be true or false, found \"yes\"",
                "vector-format # int4 # vector-format must be one of float32, int8, uint8, binary,"
                        + " ubinary, found \"int4\"",
                "vector-ranges # /nowhere # vector-ranges must be a file of ranges, which can be"
                        + " read (FileNotFoundException), found \"/nowhere\"",
                "prompt-name # '' # prompt-name must be a text that is not empty, found \"\"",
                "dimensions # 0 # dimensions must be a whole number of at least 1, found \"0\"",
                "entities-model # '' # entities-model must be a text that is not empty, found \"\"",
                "aggregation-strategy # any # aggregation-strategy must be one of",
                "answers-model # '' # answers-model must be a text that is not empty, found \"\"",
                "questions # Who?|| # questions must be a list, separated by |, with no empty"
                        + " member",
                "n-best # 0 # n-best must be a whole number of at least 1, found \"0\"",
                "max-answer-pieces # 0 # max-answer-pieces must be a whole number of at least 1",
                "null-threshold # none # null-threshold must be a finite number, found \"none\"",
                "top # 0 # top must be a whole number of at least 1, found \"0\"",
                "unknown-threshold # 0 # unknown-threshold must be a number above 0 and up to 1,"
                        + " found \"0\"",
                "error-handling-strategy # retry # error-handling-strategy must be one of ignore,"
                        + " failover, found \"retry\"",
            })
    void anOptionThatIsWrongIsNamed(String option, String value, String fault) {
        assertThat(everything().with(option, value.replace("''", "")).faults())
                .startsWith("1 fault in the statement that creates model c.d.m:")
                .contains("- " + fault);
    }

    @Test
    void aPromptIsGivenOnce() {
        Statement statement =
                embedding()
                        .with("model", "/models/bert")
                        .with("prompt", "")
                        .with("prompt-name", "query");

        assertThat(statement.faults())
                .contains(
                        "- prompt is a prompt itself and prompt-name the name of one: expected one"
                                + " of them");
    }

    @Test
    void eachOptionIsWrongOnceAbove() throws Exception {
        CsvSource wrong =
                ModelStatementTest.class
                        .getDeclaredMethod(
                                "anOptionThatIsWrongIsNamed",
                                String.class,
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class);

        assertThat(
                        Stream.of(
                                        Stream.of(wrong.value()).map(line -> line.split(" ", 2)[0]),
                                        Stream.of("prompt"), // every text is one
                                        LabelStatementTest.options().stream(),
                                        ChunkStatementTest.options().stream(),
                                        RedactionStatementTest.options().stream())
                                .flatMap(keys -> keys))
                .containsExactlyInAnyOrderElementsOf(
                        SqlOptions.ALL.stream().map(Option::key).toList());
    }

    @Test
    void allFaultsOfAStatementAreReportedTogether() {
        Statement statement =
                new Statement()
                        .input("review", STRING())
                        .input("question", INT())
                        .output("vector", ARRAY(FLOAT()))
                        .output("embedding", ARRAY(DOUBLE()))
                        .with("threads", "two")
                        .with("chekpoint", "/models/bert")
                        .with("top", "3");

        assertThat(statement.faults().lines())
                .hasSize(10)
                .startsWith("9 faults in the statement that creates model c.d.m:")
                .anyMatch(line -> line.startsWith("- input column review is not known"))
                .anyMatch(line -> line.equals("- input column question must be STRING, found INT"))
                .anyMatch(line -> line.startsWith("- input column text is missing"))
                .anyMatch(line -> line.startsWith("- output column vector is not known"))
                .anyMatch(line -> line.contains("embedding must be ARRAY<FLOAT>, found ARRAY<DOU"))
                .anyMatch(line -> line.startsWith("- threads must be a whole number"))
                .anyMatch(line -> line.startsWith("- chekpoint is not an option of the provider"))
                .anyMatch(line -> line.startsWith("- top is for the output column masks"));
    }

    static Stream<Arguments> mismatches() {
        return Stream.of(
                Arguments.of("embedding", STRING(), "must be ARRAY<FLOAT>, found STRING"),
                Arguments.of("embedding", ARRAY(INT()), "must be ARRAY<FLOAT>, found ARRAY<INT>"),
                Arguments.of(
                        "embedding",
                        ARRAY(FLOAT()).notNull(),
                        "must be nullable, for a null text has none; found ARRAY<FLOAT> NOT NULL"),
                Arguments.of(
                        "entities",
                        ROW(FIELD("label", STRING())),
                        "must be ARRAY<ROW<label STRING, text STRING, `start` INT, `end` INT, score"
                                + " FLOAT>> or with fewer of these fields, in any order, found"
                                + " ROW<`label` STRING>"),
                Arguments.of("entities", ARRAY(STRING()), ", found ARRAY<STRING>"),
                Arguments.of(
                        "entities",
                        ARRAY(ROW(FIELD("lable", STRING()), FIELD("score", DOUBLE()))),
                        ": there is no field lable, score must be FLOAT, not DOUBLE"),
                Arguments.of(
                        "answers",
                        ARRAY(ROW(FIELD("text", VARCHAR(9)))),
                        ": text must be STRING, not VARCHAR(9)"),
                Arguments.of(
                        "masks",
                        ARRAY(ROW(FIELD("token", STRING()))),
                        "must be ARRAY<ARRAY<ROW<token STRING, score FLOAT>>> or with fewer"),
                Arguments.of("error", INT(), "must be STRING, found INT"));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void aColumnOfAnotherTypeIsRefusedWithWhatWasExpected(
            String column, DataType type, String fault) {
        assertThat(everything().output(column, type).faults())
                .contains("- output column " + column + " ")
                .contains(fault);
    }

    @Test
    void fieldsOfRowsMayBeFewerAndInAnyOrder() {
        Statement statement =
                embedding()
                        .output(
                                "entities",
                                ARRAY(ROW(FIELD("end", INT().notNull()), FIELD("label", STRING()))))
                        .with("model", "/models/bert");

        assertThat(ModelStatement.of("m", statement.model()).output().columns().get(1).fields())
                .isEqualTo(List.of("end", "label"));
    }

    @Test
    void anErrorColumnAloneAsksForNothing() {
        Statement statement =
                new Statement()
                        .input("text", STRING())
                        .output("error", STRING())
                        .with("model", "/models/bert");

        assertThat(statement.faults()).contains("OUTPUT asks for nothing");
    }

    @Test
    void answersNeedAQuestionAndAQuestionNeedsAnswers() {
        assertThat(
                        new Statement()
                                .input("text", STRING())
                                .output("answers", ANSWERS)
                                .with("model", "/models/bert")
                                .faults())
                .contains("- the output column answers needs a question");
        assertThat(embedding().input("question", STRING()).with("model", "/models/bert").faults())
                .contains("- the input column question is for the output column answers");
    }

    @Test
    void anOptionOfAColumnThatIsNotThereIsRefused() {
        assertThat(embedding().with("model", "/models/bert").with("n-best", "2").faults())
                .contains("- n-best is for the output column answers, which is not there");
    }

    @Test
    void anEmbeddingAndMasksAreAskedOfBertBaseCasedUnlessAnotherModelIsNamed() {
        Statement statement = embedding().output("masks", MASKS);

        assertThat(ModelStatement.of("m", statement.model()).config().model())
                .isEqualTo(BertOptions.of(BertOptions.BERT_BASE_CASED));
    }

    @Test
    void entitiesAndAnswersNeedAModelThatWasTrainedForThem() {
        assertThat(
                        embedding()
                                .input("questions", ARRAY(STRING()))
                                .output("entities", ENTITIES)
                                .output("answers", ANSWERS)
                                .faults())
                .startsWith("2 faults")
                .contains(
                        "- the output column entities needs a model that was trained for it:"
                                + " expected adapter or adapters, of those that ship (%s) or a"
                                        .formatted(String.join(", ", ShippedAdapters.names()))
                                + " folder, or model")
                .contains("- the output column answers needs a model");
    }

    @Test
    void anAdapterThatShipsGoesByItsNameAndTravelsWithTheStatement() {
        SqlModelConfig config =
                ModelStatement.of(
                                "m",
                                embedding()
                                        .output("entities", ENTITIES)
                                        .with("adapter", "entities-en")
                                        .with("entities-model", "entities-en")
                                        .model())
                        .config();

        assertThat(config.model()).isEqualTo(BertOptions.of(BertOptions.BERT_BASE_CASED));
        assertThat(config.packed())
                .isEqualTo(Map.of("entities-en", PackedAdapter.of("entities-en")));
        assertThat(config.withPacked(config.model()).adapters().get("entities-en"))
                .startsWith(CacheFolder.standard().root().toString());
    }

    @Test
    void severalAdaptersThatShipAreAListOfNamesAndFoldersStayWhereTheyAre() {
        SqlModelConfig config =
                ModelStatement.of(
                                "m",
                                everything()
                                        .with("adapters", "entities-en, qa=answers-en,mine=/a/b")
                                        .model())
                        .config();

        assertThat(config.packed())
                .isEqualTo(
                        Map.of(
                                "entities-en", PackedAdapter.of("entities-en"),
                                "qa", PackedAdapter.of("answers-en")));
        assertThat(config.model().adapters()).isEqualTo(Map.of("mine", "/a/b"));
    }

    @Test
    void aNameThatNoAdapterHasIsRefusedWithThoseThereAre() {
        for (Statement statement : List.of(embedding(), everything())) {
            assertThat(statement.with("adapter", "entities-fr").faults())
                    .contains(
                            "- adapter entities-fr: there is no folder entities-fr, and no adapter"
                                    + " of that name ships; those that do: answers-en, answers-ko,"
                                    + " emotions-en, entities-en, entities-ko, intents-en,"
                                    + " sentiment-ko, similar-en, similar-ko");
        }
    }

    @Test
    void questionsOfARowAreAnArrayOfStrings() {
        assertThat(everything().input("questions", STRING()).faults())
                .contains("- input column questions must be ARRAY<STRING>, found STRING");
        assertThat(
                        new Statement()
                                .input("questions", ARRAY(STRING()))
                                .input("text", STRING())
                                .output("answers", ANSWERS)
                                .with("model", "/models/bert")
                                .faultsOrNone())
                .isEmpty();
    }

    @Test
    void columnsThatFlinkCannotTellApartAreCautionedAbout() {
        assertThat(ModelStatement.of("m", everything().model()).caution())
                .hasValueSatisfying(
                        caution ->
                                assertThat(caution)
                                        .startsWith(
                                                "ML_PREDICT with model m takes column 1 of its"
                                                        + " DESCRIPTOR as the question and column 2"
                                                        + " as the text, whatever they are called")
                                        .contains("INPUT (questions ARRAY<STRING>, text STRING)"));
        assertThat(ModelStatement.of("m", embedding().model()).caution()).isEmpty();
    }

    @Test
    void oneAdapterAndSeveralAreTwoOptions() {
        assertThat(everything().with("adapter", "/a").with("adapters", "b=/b").faults())
                .contains("- adapter is for one, adapters for several");
    }

    @Test
    void optionsAreReadUnderTheNamesThatTheyHadBefore() {
        assertThat(ModelStatement.of("m", named("checkpoint", "word-label").model()).config())
                .isEqualTo(
                        ModelStatement.of("m", named("model", "aggregation-strategy").model())
                                .config());
        assertThat(named("checkpoint", "word-label").with("cached-texts", "7").faultsOrNone())
                .isEmpty();
    }

    private static Statement named(String model, String strategy) {
        return embedding()
                .output("entities", ENTITIES)
                .with(model, "/models/bert")
                .with(strategy, "max");
    }

    @Test
    void theOldAndTheNewNameOfAnOptionMaySayTheSameAndNothingElse() {
        assertThat(everything().with("checkpoint", "/models/bert").faultsOrNone()).isEmpty();
        assertThat(everything().with("checkpoint", "/models/other").faults())
                .startsWith("1 fault")
                .contains("- model and checkpoint are names of one option: expected model alone");
        assertThat(everything().with("cache-size", "1gb").with("cached-texts", "7").faults())
                .contains("- cache-size and cached-texts say the same");
    }

    @Test
    void flinkKnowsTheOptionsUnderAllTheirNames() {
        BertModelProviderFactory factory = new BertModelProviderFactory();

        assertThat(factory.requiredOptions()).isEmpty();
        assertThat(factory.optionalOptions())
                .hasSameSizeAs(SqlOptions.ALL)
                .filteredOn(option -> option.key().equals("model"))
                .singleElement()
                .extracting(option -> option.fallbackKeys().iterator().next().getKey())
                .isEqualTo("checkpoint");
    }

    @Test
    void thePoolerStandsOnTheLastLayer() {
        assertThat(everything().with("pooling", "cls-pooler").with("layer", "3").faults())
                .contains("- pooling=cls-pooler is BERT's own pooler");
    }

    @Test
    void anAdapterThatNamesNoCheckpointIsReported(@TempDir Path folder) {
        assertThat(embedding().with("adapter", folder.toString()).faults())
                .contains("- model is not given: ")
                .contains(folder.toString());
    }
}
