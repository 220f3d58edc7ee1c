package io.github.flinkbert.training.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.GoogleCheckpointWriter;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.task.pairs.NextSentence;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.EndedTraining;
import io.github.flinkbert.training.Trainer;
import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingReport;
import io.github.flinkbert.training.features.NoFeatures;
import io.github.flinkbert.training.model.TrainedGraph;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Trainings of a two-layer toy on masked words and next sentences together. */
class PretrainingTest {

    private static final String WEIGHTS = "cls/seq_relationship/output_weights";
    private static final String BIAS = "cls/seq_relationship/output_bias";

    private static final PretrainingObjective OBJECTIVE =
            new PretrainingObjective(new MaskObjective(0.15, false));

    @TempDir private Path folder;
    private final MiniatureCheckpoint base =
            MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5);
    private Path model;

    @BeforeEach
    void makeModel() throws IOException {
        model = base.writeTo(folder.resolve("model"));
    }

    /** A release with the next-sentence head. */
    private Path released() throws IOException {
        return released(6);
    }

    /**
     * @param seed of the head: equal releases share an engine, whose files are an earlier test's
     */
    private Path released(long seed) throws IOException {
        Random random = new Random(seed);
        float[] kernel = new float[2 * base.config().hiddenSize()];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) random.nextGaussian();
        }
        ArrayWeights weights =
                base.weights()
                        .with(WEIGHTS, Shape.of(2, base.config().hiddenSize()), kernel)
                        .with(BIAS, Shape.of(2), 0.3f, -0.2f);
        Path to = folder.resolve("released");
        GoogleCheckpointWriter.write(to, base.config(), base.pieces(), weights);
        return to;
    }

    /** Each document has a letter of its own: what goes on has the same. */
    private static List<List<String>> documents(int lines) {
        List<List<String>> documents = new ArrayList<>();
        for (String letter : List.of("A", "B", "C", "D")) {
            List<String> document = new ArrayList<>();
            for (int line = 0; line < lines; line++) {
                document.add(letter + (line % 2 == 0 ? " is " : " was ") + letter);
            }
            documents.add(document);
        }
        return documents;
    }

    private static Tokenizer tokenizer(Checkpoint checkpoint) {
        return new WordPieceTokenizer(checkpoint.vocabulary(), Casing.CASED);
    }

    private static List<PlainPair> examples(Checkpoint checkpoint, int dupeFactor, long seed) {
        return new DocumentExamples(tokenizer(checkpoint), 16, 0.1, dupeFactor, seed)
                .of(documents(16));
    }

    private static TrainingSettings settings(TuningMethod tuning, int epochs, double rate) {
        return new TrainingSettings(
                tuning,
                new Optimization(epochs, 256, 1, rate, 0.1, 0.01, 1, 0, OptionalInt.empty()),
                new Execution(Precision.FLOAT32, 2, 1 << 20, Optional.empty(), 3),
                4);
    }

    private static TrainingReport train(
            Path base, Path to, TrainingSettings settings, boolean resume, TrainingListener told) {
        try (Checkpoint checkpoint = Checkpoints.open(base.toString())) {
            return Trainer.train(
                    checkpoint,
                    base.toString(),
                    OBJECTIVE,
                    examples(checkpoint, 2, 3),
                    Optional.of(
                            new PretrainingDevelopment(
                                    OBJECTIVE,
                                    checkpoint.vocabulary(),
                                    examples(checkpoint, 2, 9),
                                    1)),
                    settings,
                    to,
                    resume,
                    told);
        }
    }

    private static Bert open(Path model) {
        return Bert.open(
                BertOptions.of(model.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32));
    }

    @Test
    void learnsBothAndTheResultAnswersBoth() {
        Path to = folder.resolve("result");
        TrainingReport report =
                train(
                        model,
                        to,
                        settings(new TuningMethod.Full(0), 120, 3e-3),
                        false,
                        TrainingListener.silent());
        Map<String, Double> scores = report.epochs().get(report.bestEpoch() - 1).scores();
        assertThat(scores.get("next_sentence_accuracy")).isGreaterThan(0.9);
        assertThat(scores.get("masked_lm_accuracy")).isGreaterThan(0.7);
        try (Bert bert = open(to)) {
            assertThat(bert.ask("A is A", new NextSentence("A was A")).isNext()).isGreaterThan(0.8);
            assertThat(bert.ask("A is A", new NextSentence("C was C")).isNext()).isLessThan(0.2);
            assertThat(bert.ask("B is B B [MASK] B", new FillMasks(1)).masks().get(0).get(0))
                    .extracting(Candidate::token)
                    .isIn("is", "was");
        }
    }

    @Test
    void theLossIsTheSumOfWhatInferenceSaysOfBoth() throws IOException {
        Path release = released();
        double next;
        double masked;
        try (Bert bert = open(release)) {
            next = bert.ask("the A was", new NextSentence("in B")).isNext();
            masked =
                    bert
                            .ask("of [MASK] is", new FillMasks(base.pieces().size()))
                            .masks()
                            .get(0)
                            .stream()
                            .filter(each -> each.token().equals("to"))
                            .mapToDouble(Candidate::score)
                            .sum();
        }
        try (Checkpoint checkpoint = Checkpoints.open(release.toString());
                TrainedGraph graph =
                        TrainedGraph.create(
                                checkpoint.config(),
                                checkpoint.weights(),
                                TFloat32.class,
                                OBJECTIVE,
                                settings(new TuningMethod.Full(0), 1, 1e-3),
                                ConfigProto.getDefaultInstance(),
                                false)) {
            Pieces first = tokenizer(checkpoint).tokenize("the A was");
            Pieces second = tokenizer(checkpoint).tokenize("in B");
            Sequence pair =
                    Sequence.pair(
                            checkpoint.vocabulary(),
                            first,
                            0,
                            first.size(),
                            second,
                            0,
                            second.size());
            MaskedSequence unmasked = new MaskedSequence(pair, new int[0], new int[0]);
            assertThat(loss(graph, new MaskedPair(unmasked, true), "next_sentence_loss"))
                    .isCloseTo(-Math.log(next), within(1e-4));
            assertThat(loss(graph, new MaskedPair(unmasked, false), "next_sentence_loss"))
                    .isCloseTo(-Math.log(1 - next), within(1e-4));
            Pieces text = MaskedText.of(tokenizer(checkpoint), "of [MASK] is").pieces();
            MaskedSequence single =
                    new MaskedSequence(
                            Sequence.single(checkpoint.vocabulary(), text, 0, text.size()),
                            new int[] {2},
                            new int[] {checkpoint.vocabulary().id("to")});
            assertThat(loss(graph, new MaskedPair(single, true), "masked_lm_loss"))
                    .isCloseTo(-Math.log(masked), within(1e-4));
        }
    }

    private static double loss(TrainedGraph graph, MaskedPair pair, String part) {
        PackedBatch batch =
                new PackedBatch(2, 16, List.of(new PackedBatch.Placed(pair.sequence(), 1, 3)));
        double sum = graph.learn(new NoFeatures()::of, batch, List.of(pair), 1);
        double parts = graph.losses().values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(sum).isCloseTo(parts, within(1e-5));
        return graph.losses().get(part);
    }

    @Test
    void developmentScoresWhatInferenceSaysOfBothHeads() throws IOException {
        Path release = released(7);
        List<MaskedPair> pairs = new ArrayList<>();
        try (Bert bert = open(release)) {
            for (String text : List.of("of [MASK] is", "in [MASK] was to A")) {
                Pieces cut = MaskedText.of(bert.tokenizer(), text).pieces();
                String likeliest = bert.ask(text, new FillMasks(1)).masks().get(0).get(0).token();
                int id = bert.tokenizer().vocabulary().id(likeliest);
                Sequence sequence =
                        Sequence.single(bert.tokenizer().vocabulary(), cut, 0, cut.size());
                // The same sequence twice, with another piece as the right one.
                for (int right : new int[] {id, id + 1}) {
                    pairs.add(
                            new MaskedPair(
                                    new MaskedSequence(sequence, new int[] {2}, new int[] {right}),
                                    true));
                }
            }
        }
        try (Checkpoint checkpoint = Checkpoints.open(release.toString());
                TrainedGraph graph = graph(checkpoint, OBJECTIVE)) {
            List<PackedBatch.Placed> placed = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                placed.add(new PackedBatch.Placed(pairs.get(i).sequence(), i, 0));
            }
            List<Matrix> scores =
                    graph.scores(
                            new NoFeatures()::of, new PackedBatch(pairs.size(), 16, placed), pairs);
            assertThat(scores).extracting(each -> each.get(0, 0)).containsExactly(1f, 0f, 1f, 0f);
            assertThat(scores).allMatch(each -> each.rows() == 1 && each.columns() == 3);
            assertThat(scores.get(0).get(0, 1)).isEqualTo(scores.get(1).get(0, 1));
        }
    }

    @Test
    void allChosenTokensCountHoweverManyThereAre() {
        MaskObjective masks = new MaskObjective(0.9, false);
        try (Checkpoint checkpoint = Checkpoints.open(model.toString());
                TrainedGraph graph = graph(checkpoint, masks)) {
            Pieces pieces = tokenizer(checkpoint).tokenize("the A was in the B of C is on D to");
            Sequence sequence = Sequence.single(checkpoint.vocabulary(), pieces, 0, pieces.size());
            double sum = 0;
            for (int place = 1; place <= 12; place++) {
                sum += loss(graph, sequence, new int[] {place});
            }
            int[] all = IntStream.rangeClosed(1, 12).toArray();
            assertThat(loss(graph, sequence, all)).isCloseTo(sum / 12, within(1e-4));
        }
    }

    private static double loss(TrainedGraph graph, Sequence sequence, int[] places) {
        int[] ids = sequence.ids();
        MaskedSequence masked =
                new MaskedSequence(
                        sequence, places, Arrays.stream(places).map(place -> ids[place]).toArray());
        PackedBatch batch = new PackedBatch(1, 16, List.of(new PackedBatch.Placed(sequence, 0, 0)));
        return graph.learn(new NoFeatures()::of, batch, List.of(masked), 1);
    }

    private static TrainedGraph graph(Checkpoint checkpoint, Objective<?> objective) {
        return TrainedGraph.create(
                checkpoint.config(),
                checkpoint.weights(),
                TFloat32.class,
                objective,
                settings(new TuningMethod.Full(0), 1, 1e-3),
                ConfigProto.getDefaultInstance(),
                false);
    }

    private static float[] values(Path model, String name) {
        try (Checkpoint checkpoint = Checkpoints.open(model.toString())) {
            float[] values = new float[(int) checkpoint.weights().shape(name).size()];
            checkpoint.weights().read(name, DataBuffers.of(values, false, false));
            return values;
        }
    }

    @Test
    void beginsWithTheHeadOfTheReleaseAndWithoutOneAsBertDoes() throws IOException {
        TrainingSettings still = settings(new TuningMethod.Full(0), 1, 1e-7);
        Path release = released();
        Path kept = folder.resolve("kept");
        train(release, kept, still, false, TrainingListener.silent());
        float[] before = values(release, WEIGHTS);
        float[] after = values(kept, WEIGHTS);
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isCloseTo(before[i], within(1e-4f));
        }
        assertThat(values(kept, BIAS)[0]).isCloseTo(0.3f, within(1e-4f));

        Path fresh = folder.resolve("fresh");
        train(model, fresh, still, false, TrainingListener.silent());
        double squares = 0;
        for (float value : values(fresh, WEIGHTS)) {
            assertThat(value).isBetween(-0.0401f, 0.0401f);
            squares += value * value;
        }
        // A normal distribution of 0.02 that is cut at two deviations has one of 0.0176.
        assertThat(Math.sqrt(squares / 64)).isCloseTo(0.0176, within(0.005));
        assertThat(values(fresh, BIAS)[0]).isCloseTo(0, within(1e-4f));
    }

    @Test
    void theHeadsAndThePoolerAreTrained() throws IOException {
        Path release = released();
        Path to = folder.resolve("trained");
        train(
                release,
                to,
                settings(new TuningMethod.Full(0), 1, 1e-3),
                false,
                TrainingListener.silent());
        for (String name :
                List.of(
                        WEIGHTS,
                        BIAS,
                        "bert/pooler/dense/kernel",
                        "cls/predictions/transform/dense/kernel",
                        "cls/predictions/output_bias",
                        "bert/embeddings/word_embeddings",
                        "bert/embeddings/token_type_embeddings")) {
            assertThat(values(to, name)).as(name).isNotEqualTo(values(release, name));
        }
    }

    private static TrainingListener noting(Map<Integer, List<Double>> losses, int end) {
        return EndedTraining.after(
                end,
                step -> {
                    assertThat(
                                    step.losses().values().stream()
                                            .mapToDouble(Double::doubleValue)
                                            .sum())
                            .isCloseTo(step.loss(), within(1e-4));
                    List<Double> all = new ArrayList<>(step.losses().values());
                    all.add(step.loss());
                    losses.put(step.step(), all);
                });
    }

    @Test
    void goesOnToTheSameNumbers() throws IOException {
        TrainingSettings settings = settings(new TuningMethod.Full(0), 3, 1e-3);
        Path unbroken = folder.resolve("unbroken");
        Map<Integer, List<Double>> losses = new LinkedHashMap<>();
        train(model, unbroken, settings, false, noting(losses, -1));
        Path broken = folder.resolve("broken");
        Map<Integer, List<Double>> again = new LinkedHashMap<>();
        assertThatThrownBy(() -> train(model, broken, settings, false, noting(again, 5)))
                .isInstanceOf(EndedTraining.class);
        train(model, broken, settings, true, noting(again, -1));
        assertThat(again).isEqualTo(losses).hasSizeGreaterThan(6);
        String data = "bert_model.ckpt.data-00000-of-00001";
        assertThat(Files.readAllBytes(broken.resolve(data)))
                .isEqualTo(Files.readAllBytes(unbroken.resolve(data)));
    }

    @Test
    void onlyTheWholeModelOfAReleaseWithItsHeadsLearnsThem() throws IOException {
        refuses(
                model,
                new TuningMethod.Lora(4, 8, 2, EnumSet.allOf(TuningMethod.Target.class)),
                "by the whole model (the tuning method full), for an adapter has neither head;"
                        + " found LoRA");
        refuses(model, new TuningMethod.HeadOnly(), "found the head alone");
        refuses(model, new TuningMethod.Full(2), "found all layers frozen");
        refuses(
                without("cls/predictions/output_bias"),
                new TuningMethod.Full(0),
                "masked words need a checkpoint with the masked-word head");
        refuses(
                without("bert/pooler/dense/kernel"),
                new TuningMethod.Full(0),
                "next sentences need a checkpoint with the pooler");
    }

    private Path without(String variable) throws IOException {
        Path to = folder.resolve("without-" + variable.replace('/', '-'));
        GoogleCheckpointWriter.write(
                to,
                base.config(),
                base.pieces(),
                base.weights().renamed(name -> name.equals(variable) ? null : name));
        return to;
    }

    private void refuses(Path from, TuningMethod tuning, String sentence) {
        assertThatThrownBy(
                        () ->
                                train(
                                        from,
                                        folder.resolve("refused"),
                                        settings(tuning, 1, 1e-3),
                                        false,
                                        TrainingListener.silent()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(sentence);
    }
}
