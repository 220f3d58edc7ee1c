package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.ReferenceLabels;
import io.github.flinkbert.task.labels.TextLabels;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.tensor.ArrayWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels from every form that classifiers come in, their scores recomputed in plain Java. */
@Timeout(120)
class ClassifyTextTest {

    private static final double TOLERANCE = 1e-4;

    /** Around the border of one window of 62 pieces, and of several. */
    private static final int[] LENGTHS = {0, 1, 7, 61, 62, 63, 64, 109, 200};

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final ClassifierMiniature three = ClassifierMiniature.of(5, "bad", "fair", "good");
    private final ClassifierMiniature one = ClassifierMiniature.of(6, "score");

    @ParameterizedTest
    @EnumSource(WindowJoin.class)
    void googlesClassifierSharesOutProbabilities(WindowJoin join) throws IOException {
        try (Bert bert = ClassifierMiniature.open(three.asGoogle(temp.resolve("google")))) {
            ReferenceLabels reference =
                    new ReferenceLabels(three.base().config(), three.weights(), bert.tokenizer());
            for (int length : LENGTHS) {
                String text = ClassifierMiniature.text(length, length);
                TextLabels labels = bert.ask(text, ask(ProblemType.AS_TRAINED, join));
                assertScores(
                        labels,
                        three.labels(),
                        ReferenceLabels.softmax(reference.text(text, join)));
                assertThat(labels.held()).isEqualTo(1);
                assertThat(labels.holding()).containsExactly(labels.best());
                assertThat(labels.best(2)).isEqualTo(labels.scores().subList(0, 2));
                assertThat(labels.best(9)).isEqualTo(labels.scores());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',SINGLE_LABEL",
        "single_label_classification,SINGLE_LABEL",
        "multi_label_classification,MULTI_LABEL",
        "regression,REGRESSION"
    })
    void huggingFacesClassifierScoresAsItsProblemTypeSays(String problem, ProblemType type)
            throws IOException {
        Path folder = huggingFace(three, problem);
        try (Bert bert = ClassifierMiniature.open(folder)) {
            ReferenceLabels reference = reference(three, bert);
            for (int length : LENGTHS) {
                String text = ClassifierMiniature.text(length, 3);
                double[] logits = reference.text(text, WindowJoin.MEAN);
                TextLabels labels = bert.ask(text, new ClassifyText());
                assertScores(labels, three.labels(), expected(logits, type));
                for (ProblemType wanted : ProblemType.values()) {
                    assertScores(
                            bert.ask(text, ask(wanted, WindowJoin.MEAN)),
                            three.labels(),
                            expected(logits, wanted == ProblemType.AS_TRAINED ? type : wanted));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',false",
        "regression,false",
        "single_label_classification,true",
        "multi_label_classification,true"
    })
    void aSingleOutputIsARegressionUnlessItIsSaidOtherwise(String problem, boolean sigmoid)
            throws IOException {
        Path folder = huggingFace(one, problem);
        try (Bert bert = ClassifierMiniature.open(folder)) {
            String text = ClassifierMiniature.text(20, 1);
            double[] logits = reference(one, bert).text(text, WindowJoin.MEAN);
            assertScores(
                    bert.ask(text, new ClassifyText()),
                    one.labels(),
                    sigmoid ? ReferenceLabels.sigmoid(logits) : logits);
        }
    }

    @Test
    void ofAnyNumberOfLabelsThoseHoldThatReachTheThreshold() throws IOException {
        Path folder = huggingFace(three, "multi_label_classification");
        try (Bert bert = ClassifierMiniature.open(folder)) {
            String text = ClassifierMiniature.text(20, 1);
            List<LabelScore> scores = bert.ask(text, new ClassifyText()).scores();
            for (int held = 0; held <= 3; held++) {
                double threshold = held == 0 ? 1 : held == 3 ? 0 : scores.get(held - 1).score();
                TextLabels labels =
                        bert.ask(
                                text,
                                new ClassifyText(
                                        "",
                                        ProblemType.AS_TRAINED,
                                        OptionalDouble.of(threshold),
                                        WindowJoin.MEAN));
                assertThat(labels.holding()).isEqualTo(scores.subList(0, held));
            }
        }
    }

    @Test
    void theTrainedThresholdDecidesUnlessAnotherIsAsked() throws IOException {
        String text = ClassifierMiniature.text(20, 1);
        List<LabelScore> scores;
        String digest;
        try (Bert bert =
                ClassifierMiniature.open(huggingFace(three, "multi_label_classification"))) {
            scores = bert.ask(text, new ClassifyText()).scores();
            digest = bert.model().digest();
        }
        double second = scores.get(1).score();
        try (Bert bert = ClassifierMiniature.open(multiLabel("\"threshold\": " + second))) {
            assertThat(bert.model().digest()).isNotEqualTo(digest);
            assertThat(held(bert, text, OptionalDouble.of(second - 1e-4))).isEqualTo(2);
            assertThat(held(bert, text, OptionalDouble.of(0))).isEqualTo(3);
        }
        for (int held = 0; held <= 3; held++) {
            double threshold = held == 0 ? 1 : scores.get(held - 1).score() - 1e-4;
            try (Bert bert = ClassifierMiniature.open(multiLabel("\"threshold\": " + threshold))) {
                assertThat(held(bert, text, OptionalDouble.empty())).isEqualTo(held);
                // Of scores that are no sigmoids it is not asked for.
                assertThat(bert.ask(text, ask(ProblemType.SINGLE_LABEL, WindowJoin.MEAN)).held())
                        .isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multi_label_classification|1.5|threshold is 1.5; expected a probability, 0 to 1",
                "multi_label_classification|-0.1|threshold is -0.1; expected a probability",
                "multi_label_classification|\"x\"|threshold is \"x\"; expected a probability",
                "single_label_classification|0.3|threshold is 0.3; expected none, for these scores"
                        + " are no sigmoids, but SINGLE_LABEL",
                "regression|0.3|threshold is 0.3; expected none",
            })
    void aTrainedThresholdThatCannotBeObeyedIsRefused(
            String problem, String threshold, String sentence) throws IOException {
        Path folder =
                three.asHuggingFace(
                        temp.resolve("hf"),
                        "BertForSequenceClassification",
                        "\"problem_type\": \"%s\", \"threshold\": %s,"
                                .formatted(problem, threshold));
        try (Bert bert = ClassifierMiniature.open(folder)) {
            assertThatThrownBy(() -> bert.requireFit(List.of(new ClassifyText())))
                    .hasMessageContaining(sentence);
        }
    }

    private Path multiLabel(String threshold) throws IOException {
        return three.asHuggingFace(
                temp.resolve("hf"),
                "BertForSequenceClassification",
                "\"problem_type\": \"multi_label_classification\", " + threshold + ",");
    }

    private static int held(Bert bert, String text, OptionalDouble threshold) {
        return bert.ask(
                        text,
                        new ClassifyText("", ProblemType.AS_TRAINED, threshold, WindowJoin.MEAN))
                .held();
    }

    @Test
    void aThresholdWhereOneOfManyHoldsIsRefused() throws IOException {
        ClassifyText ask =
                new ClassifyText(
                        "", ProblemType.AS_TRAINED, OptionalDouble.of(0.3), WindowJoin.MEAN);
        try (Bert bert = ClassifierMiniature.open(three.asGoogle(temp.resolve("google")))) {
            assertThatThrownBy(() -> bert.requireFit(List.of(ask)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a threshold of 0.3 is for labels of which any number holds"
                                    + " (MULTI_LABEL), but these are SINGLE_LABEL");
        }
        assertThatThrownBy(
                        () ->
                                new ClassifyText(
                                        "",
                                        ProblemType.MULTI_LABEL,
                                        OptionalDouble.of(1.5),
                                        WindowJoin.MEAN))
                .hasMessage("a threshold is a probability, 0 to 1; found 1.5");
    }

    /** Each on its own pooler or the release's, from layer 0 on or with a head alone. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void adaptersOfOneTrunkLabelAsTheirMergedModelsWould(int fromLayer) throws IOException {
        Map<String, AdapterMiniature> adapters = new LinkedHashMap<>();
        Map<String, String> folders = new LinkedHashMap<>();
        for (AdapterMiniature.Task task : AdapterMiniature.Task.values()) {
            if (task.name().startsWith("SEQ_CLS")) {
                AdapterMiniature adapter = adapter(task, fromLayer);
                adapters.put(task.name(), adapter);
                folders.put(task.name(), adapter.location().toString());
            }
        }
        try (Bert bert = ClassifierMiniature.open(base(), folders)) {
            assertThat(ClassifyText.models(bert.heads()))
                    .containsExactlyInAnyOrderElementsOf(adapters.keySet());
            for (int length : new int[] {1, 40, 90}) {
                String text = ClassifierMiniature.text(length, 2);
                List<ClassifyText> asks =
                        adapters.keySet().stream().map(ClassifyText::new).toList();
                Results results = bert.ask(text, asks);
                for (ClassifyText ask : asks) {
                    double[] logits =
                            new ReferenceLabels(
                                            three.base().config(),
                                            adapters.get(ask.model()).merged(),
                                            bert.tokenizer())
                                    .text(text, WindowJoin.MEAN);
                    assertScores(
                            results.get(ask),
                            TrainedMiniature.LABELS,
                            ReferenceLabels.softmax(logits));
                }
            }
        }
    }

    @Test
    void entitiesAndLabelsOfALongTextShareThePasses() throws IOException {
        Map<String, String> folders =
                Map.of(
                        "names", adapter(AdapterMiniature.Task.TOKEN_CLS, 1).location().toString(),
                        "mood", adapter(AdapterMiniature.Task.SEQ_CLS, 2).location().toString());
        List<Ask<?>> asks =
                List.of(
                        new TagEntities("names", AggregationStrategy.FIRST_PIECE, false),
                        new ClassifyText("mood"));
        try (Bert bert = ClassifierMiniature.open(base(), folders)) {
            List<BatchReport> reports = runs(bert, ClassifierMiniature.text(150, 4), asks);
            assertThat(reports).singleElement().matches(r -> r.sequences() == 3);
        }
    }

    static List<BatchReport> runs(Bert bert, String text, List<? extends Ask<?>> asks) {
        List<BatchReport> reports = new CopyOnWriteArrayList<>();
        EngineListener listener =
                new EngineListener() {
                    @Override
                    public void ran(BatchReport report) {
                        reports.add(report);
                    }
                };
        bert.addListener(listener);
        bert.ask(text, asks);
        bert.removeListener(listener);
        return reports;
    }

    @Test
    void aClassifierOfWholeTextsIsNoHeadForEntities() throws IOException {
        try (Bert bert = ClassifierMiniature.open(three.asGoogle(temp.resolve("google")))) {
            assertThatThrownBy(() -> bert.ask("the", new TagEntities()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "google has no head that labels tokens, for entities; it has a head for"
                                + " whole texts (labels bad, fair, good), entities need a head for"
                                + " tokens; expected a fine-tuned checkpoint, or an adapter");
        }
    }

    @Test
    void aHeadForTokensLabelsNoText() throws IOException {
        Path folder =
                TrainedMiniature.of(three.base(), 2).asTokenClassification(temp.resolve("ner"));
        try (Bert bert = ClassifierMiniature.open(folder)) {
            assertThatThrownBy(() -> bert.ask("the", new ClassifyText()))
                    .hasMessageContaining(
                            "ner has no head that classifies texts; it has a head for tokens"
                                    + " (labels O, B-PER, I-PER), labels of a text need");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BertForSequenceClassification,pooler,which takes a pooler",
        "ElectraForSequenceClassification,'',it is one of ElectraForSequenceClassification"
    })
    void aClassifierThatIsNotBertsIsRefusedAndLeavesTheEncoderUsable(
            String architecture, String lacking, String why) throws IOException {
        Path folder = three.asHuggingFace(temp.resolve("hf"), architecture, "", lacking);
        try (Bert bert = ClassifierMiniature.open(folder)) {
            assertThat(bert.embed("the")).hasSize(32);
            assertThatThrownBy(() -> bert.ask("the", new ClassifyText()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "its head with the labels bad, fair, good is not computed")
                    .hasMessageContaining(why);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "\"problem_type\": \"ranking\",problem_type is \"ranking\"; expected regression",
        "\"sbert_ce_default_activation_function\": \"torch.nn.modules.activation.Tanh\",not"
                + " computed",
        "\"problem_type\": \"regression\", expected the same in both"
    })
    void aProblemThatIsNotComputedIsRefused(String setting, String why) throws IOException {
        String settings =
                why.startsWith("expected the same")
                        ? setting
                                + ", \"sentence_transformers\": {\"activation_fn\":"
                                + " \"torch.nn.modules.activation.Sigmoid\"}"
                        : setting;
        Path folder =
                three.asHuggingFace(
                        temp.resolve("hf"), "BertForSequenceClassification", settings + ",");
        try (Bert bert = ClassifierMiniature.open(folder)) {
            assertThatThrownBy(() -> bert.ask("the", new ClassifyText()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void anAdapterOverAReleaseWithoutAPoolerBringsItsOwnOrIsRefused() throws IOException {
        Path lacking = three.asHuggingFace(temp.resolve("bare"), "BertModel", "", "pooler");
        Map<String, String> without =
                Map.of("mood", adapter(AdapterMiniature.Task.SEQ_CLS, 1).location().toString());
        assertThatThrownBy(() -> ClassifierMiniature.open(lacking, without))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("needs the variable bert/pooler/dense/kernel");

        AdapterMiniature own = adapter(AdapterMiniature.Task.SEQ_CLS_WITH_POOLER, 2);
        try (Bert bert =
                ClassifierMiniature.open(lacking, Map.of("mood", own.location().toString()))) {
            String text = ClassifierMiniature.text(30, 1);
            double[] logits =
                    new ReferenceLabels(three.huggingFaceConfig(), own.merged(), bert.tokenizer())
                            .text(text, WindowJoin.MEAN);
            assertScores(
                    bert.ask(text, new ClassifyText("mood")),
                    TrainedMiniature.LABELS,
                    ReferenceLabels.softmax(logits));
        }
    }

    @Test
    void anAdapterThatBringsTwoClassifiersIsRefused() throws IOException {
        AdapterMiniature adapter = adapter(AdapterMiniature.Task.SEQ_CLS, 2);
        Path file = adapter.location().resolve("adapter_model.safetensors");
        io.github.flinkbert.tensor.SafetensorsWriter.write(
                file,
                new ArrayWeights(Map.of())
                        .with("base_model.model.classifier.weight", shape(), new float[96])
                        .with("base_model.model.score.weight", shape(), new float[96]));
        assertThatThrownBy(
                        () ->
                                ClassifierMiniature.open(
                                        base(), Map.of("a", adapter.location().toString())))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds output_weights twice");
    }

    private static org.tensorflow.ndarray.Shape shape() {
        return org.tensorflow.ndarray.Shape.of(3, 32);
    }

    private Path base() throws IOException {
        Path folder = temp.resolve("base");
        return Files.isDirectory(folder) ? folder : three.base().writeTo(folder);
    }

    private AdapterMiniature adapter(AdapterMiniature.Task task, int fromLayer) throws IOException {
        return AdapterMiniature.write(
                temp.resolve(task.name()),
                three.base(),
                "base",
                task,
                fromLayer,
                task.name().hashCode());
    }

    private Path huggingFace(ClassifierMiniature miniature, String problem) throws IOException {
        return miniature.asHuggingFace(
                temp.resolve("hf"),
                "BertForSequenceClassification",
                problem.isEmpty() ? "" : "\"problem_type\": \"" + problem + "\",");
    }

    private static ReferenceLabels reference(ClassifierMiniature miniature, Bert bert) {
        return new ReferenceLabels(
                miniature.huggingFaceConfig(), miniature.weights(), bert.tokenizer());
    }

    private static ClassifyText ask(ProblemType type, WindowJoin join) {
        return new ClassifyText("", type, OptionalDouble.empty(), join);
    }

    private static double[] expected(double[] logits, ProblemType type) {
        return switch (type) {
            case SINGLE_LABEL -> ReferenceLabels.softmax(logits);
            case MULTI_LABEL -> ReferenceLabels.sigmoid(logits);
            default -> logits;
        };
    }

    /** The same labels with the same scores, the best first. */
    public static void assertScores(TextLabels found, List<String> labels, double[] expected) {
        Map<String, Double> byLabel = new LinkedHashMap<>();
        found.scores().forEach(each -> byLabel.put(each.label(), each.score()));
        assertThat(byLabel).hasSize(labels.size());
        for (int i = 0; i < expected.length; i++) {
            assertThat(byLabel.get(labels.get(i)))
                    .as(labels.get(i))
                    .isCloseTo(expected[i], within(TOLERANCE));
        }
        List<Double> scores = new ArrayList<>(byLabel.values());
        assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }
}
