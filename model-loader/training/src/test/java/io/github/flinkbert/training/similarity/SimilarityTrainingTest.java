package io.github.flinkbert.training.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.DevelopmentScorer;
import io.github.flinkbert.training.EndedTraining;
import io.github.flinkbert.training.Trainer;
import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingReport;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings of a two-layer toy on pairs of all kinds. */
class SimilarityTrainingTest {

    private static final List<TextPair> MATCHED =
            List.of(
                    TextPair.matched("the cat", "7 was", -1),
                    TextPair.matched("in of", "on 3", -1),
                    TextPair.matched("the is", "8 cat cat", -1),
                    TextPair.matched("was on", "is 9 in", -1),
                    TextPair.matched("of", "2 to the the", -1),
                    TextPair.matched("is is", "of of of 1", -1));

    private static final List<TextPair> SCORED =
            List.of(
                    TextPair.scored("the cat", "in 7", 1),
                    TextPair.scored("was on", "on was", 5),
                    TextPair.scored("is 9 in", "the the", 2),
                    TextPair.scored("of of", "8", 4),
                    TextPair.scored("cat", "was", 3),
                    TextPair.scored("2 to", "is", 0));

    @TempDir private Path folder;
    private Path model;
    private Checkpoint checkpoint;
    private SimilarityExamples examples;

    @BeforeEach
    void makeModel() throws IOException {
        model =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5)
                        .writeTo(folder.resolve("model"));
        checkpoint = Checkpoints.open(model.toString());
        examples =
                new SimilarityExamples(
                        new WordPieceTokenizer(checkpoint.vocabulary(), Casing.CASED), 16);
    }

    private static TrainingSettings settings(int epochs) {
        return new TrainingSettings(
                new TuningMethod.Lora(4, 8, 2, EnumSet.allOf(TuningMethod.Target.class)),
                new Optimization(epochs, 32, 1, 1e-2, 0.1, 0.01, 1, 0.05, OptionalInt.empty()),
                new Execution(Precision.FLOAT32, 2, 1 << 20, Optional.empty(), 3),
                4);
    }

    private TrainingReport train(
            Path to,
            SimilarityObjective objective,
            List<TextPair> pairs,
            Optional<DevelopmentScorer> development,
            TrainingSettings settings,
            boolean resume,
            TrainingListener listener) {
        return Trainer.train(
                checkpoint,
                model.toString(),
                objective,
                examples.of(pairs),
                development,
                settings,
                to,
                resume,
                listener);
    }

    private Map<String, Double> best(List<TextPair> pairs) {
        TrainingReport report =
                train(
                        folder.resolve("result"),
                        new SimilarityObjective(Pooling.MEAN, 20, true, 6),
                        pairs,
                        Optional.of(new SimilarityDevelopment(examples, pairs)),
                        settings(40),
                        false,
                        TrainingListener.silent());
        return report.epochs().get(report.bestEpoch() - 1).scores();
    }

    @Test
    void learnsByHeartWhatBelongsTogether() {
        assertThat(best(MATCHED)).containsEntry("recall_at_1", 1.0).containsEntry("mrr", 1.0);
    }

    @Test
    void learnsByHeartHowAlikePairsAre() {
        assertThat(best(SCORED).get("spearman")).isGreaterThan(0.95);
    }

    /** Keeps the vectors of the epoch that is kept: the only one. */
    private static final class Vectors implements DevelopmentScorer {

        private final SimilarityExamples examples;
        private final List<String> texts;
        private List<float[]> found = List.of();

        Vectors(SimilarityExamples examples, List<String> texts) {
            this.examples = examples;
            this.texts = texts;
        }

        @Override
        public String metric() {
            return "none";
        }

        @Override
        public Map<String, Double> score(Model model) {
            found =
                    model
                            .scores(
                                    texts.stream()
                                            .map(text -> examples.sequence(text, -1))
                                            .toList())
                            .stream()
                            .map(matrix -> matrix.values().clone())
                            .toList();
            return Map.of("none", 1.0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"MEAN", "CLS"})
    void anAdapterGivesTheVectorsThatWereTrainedWhereverItTravels(Pooling pooling)
            throws IOException {
        Path to = folder.resolve("adapter");
        List<String> texts = List.of("the cat was in", "7", "of of 3");
        Vectors trained = new Vectors(examples, texts);
        List<TextPair> all = new ArrayList<>(MATCHED);
        all.addAll(SCORED);
        all.add(TextPair.same("the 7 was"));
        all.add(TextPair.same("on on"));
        train(
                to,
                new SimilarityObjective(pooling, 20, false, 6),
                all,
                Optional.of(trained),
                settings(1),
                false,
                TrainingListener.silent());
        VectorModules.write(to, pooling, checkpoint.config().hiddenSize());

        BertOptions options =
                BertOptions.of(model.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32);
        Path moved = Path.of(PackedAdapter.of(to.toString()).unpacked());
        for (Path at : List.of(to, moved)) {
            try (Bert bert = Bert.open(options.withAdapters(Map.of("vectors", at.toString())))) {
                List<float[]> found = bert.embed(texts);
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(found.get(i)).containsExactly(trained.found.get(i), within(1e-4f));
                }
                assertThat(bert.sentenceEmbedding().orElseThrow().pooling()).isEqualTo(pooling);
            }
        }
        try (Bert bert = Bert.open(options)) {
            assertThat(bert.embed(texts.get(0))[0]).isNotEqualTo(trained.found.get(0)[0]);
        }
    }

    @Test
    void goesOnToTheSameNumbers() throws IOException {
        SimilarityObjective objective = new SimilarityObjective(Pooling.MEAN, 20, true, 3);
        List<TextPair> all = new ArrayList<>(MATCHED);
        all.addAll(SCORED);
        Path unbroken = folder.resolve("unbroken");
        Map<Integer, Double> losses = new LinkedHashMap<>();
        train(
                unbroken,
                objective,
                all,
                Optional.empty(),
                settings(3),
                false,
                EndedTraining.noting(losses, -1));
        Path broken = folder.resolve("broken");
        Map<Integer, Double> again = new LinkedHashMap<>();
        assertThatThrownBy(
                        () ->
                                train(
                                        broken,
                                        objective,
                                        all,
                                        Optional.empty(),
                                        settings(3),
                                        false,
                                        EndedTraining.noting(again, 5)))
                .isInstanceOf(EndedTraining.class);
        train(
                broken,
                objective,
                all,
                Optional.empty(),
                settings(3),
                true,
                EndedTraining.noting(again, -1));

        assertThat(again).isEqualTo(losses).hasSize(12);
        assertThat(Files.readAllBytes(broken.resolve("adapter_model.safetensors")))
                .isEqualTo(Files.readAllBytes(unbroken.resolve("adapter_model.safetensors")));
    }

    @Test
    void whatCannotBeTrainedIsRefused() {
        for (TuningMethod method : List.of(new TuningMethod.HeadOnly(), new TuningMethod.Full(0))) {
            assertThatThrownBy(() -> SimilarityObjective.DEFAULT.require(checkpoint, method))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageStartingWith(
                            "similarity is learnt by low-rank changes of the encoder, expected the"
                                    + " tuning method lora, found ");
        }
        assertThatThrownBy(() -> new SimilarityObjective(Pooling.MAX, 20, false, 8))
                .hasMessage("vectors are trained with the pooling mean or cls, found max");
        assertThatThrownBy(() -> new SimilarityObjective(Pooling.MEAN, 0, false, 8))
                .hasMessage("the scale must be positive, found 0.0");
        assertThatThrownBy(() -> new SimilarityObjective(Pooling.MEAN, 20, false, 1))
                .hasMessage("a batch must have at least 2 pairs, found 1");
    }

    @Test
    void whatAReleaseDoesWithItsVectorsIsLearntThroughOrRefused(@TempDir Path release)
            throws IOException {
        String mean = "\"pooling_mode_mean_tokens\": true";
        SentenceTransformersMiniature.write(release, mean, "Normalize");
        require(release);
        SentenceTransformersMiniature.settings(release, "\"prompts\": {\"query\": \"of: \"}");
        require(release);

        SentenceTransformersMiniature.settings(
                release, "\"prompts\": {\"query\": \"of: \"}, \"default_prompt_name\": \"query\"");
        assertRefused(release, "reads the prompt \"of: \" before every text, which is not learnt");
        SentenceTransformersMiniature.settings(release, "\"truncate_dim\": 16");
        assertRefused(
                release, "keeps 16 numbers of its vectors (truncate_dim), and all are learnt");
        SentenceTransformersMiniature.settings(release, "");
        SentenceTransformersMiniature.modules(release, "\"pooling_mode_cls_token\": true");
        assertRefused(release, "pools by cls, and vectors are to be learnt by mean; expected the");
        SentenceTransformersMiniature.modules(
                release,
                mean,
                SentenceTransformersMiniature.Dense.of(32, 16, true, "activation.Tanh", 1));
        assertRefused(release, "makes vectors by Dense modules, which are not learnt through");
    }

    private static void require(Path release) {
        try (Checkpoint opened = Checkpoints.open(release.toString())) {
            SimilarityObjective.DEFAULT.require(opened, TuningMethod.Lora.DEFAULT);
        }
    }

    private static void assertRefused(Path release, String sentence) {
        assertThatThrownBy(() -> require(release))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(sentence);
    }
}
