package io.github.flinkbert.family.elmo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ELMo against bilm-tf's own fixture, and against plain Java in doubles. */
@Timeout(120)
class ElmoReferenceTest {

    private static final double TOLERANCE = 1e-5;

    private static final EncoderSettings SETTINGS =
            new EncoderSettings(
                    EncoderSettings.NumberFormat.FLOAT32, EncoderSettings.KernelChoice.BEST, 2);

    private static final List<String> TEXTS =
            List.of(
                    "The river has a bank .",
                    "",
                    "a",
                    "강변에 은행이 있다 👍🏽 naïve",
                    "one two three four five six seven eight nine ten eleven twelve",
                    "a word of "
                            + "more-than-fifty-bytes".replace("-", "").repeat(4)
                            + " is read by its first bytes, and the the the the comes again");

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    @Test
    void lastLayerIsWhatBilmTfExpectsOverItsTenBatches() throws IOException {
        BilmFixture fixture = BilmFixture.in(temp.resolve("bilm"));
        try (ElmoCheckpoint checkpoint = open(fixture.folder());
                ElmoEncoder encoder = load(checkpoint)) {
            ElmoOptions options = checkpoint.options();
            List<int[]> characters = new ArrayList<>();
            List<int[]> streams = new ArrayList<>();
            for (int list = 0; list < BilmFixture.LISTS; list++) {
                List<List<String>> sentences = fixture.sentences(list);
                for (List<String> words : sentences) {
                    characters.addAll(BilmFixture.characters(words, options.wordLength()));
                }
                streams.add(sentences.stream().mapToInt(words -> words.size() + 2).toArray());
            }
            float[] last = encoder.states(characters, StepOrder.ofStreams(streams), 2).get(2);
            int width = options.projection();
            int token = 0;
            double worst = 0;
            for (int list = 0; list < BilmFixture.LISTS; list++) {
                for (int sentence = 0; sentence < 10; sentence++) {
                    float[][][] expected = fixture.expected(list, sentence);
                    token++; // <S>
                    for (int word = 0; word < expected[0].length; word++, token++) {
                        for (int i = 0; i < 2 * width; i++) {
                            double wanted = expected[i / width][word][i % width];
                            worst = Math.max(worst, Math.abs(wanted - last[2 * token * width + i]));
                        }
                    }
                    token++; // </S>
                }
            }
            assertThat(last).hasSize(2 * token * width);
            assertThat(worst).isLessThan(TOLERANCE);
        }
    }

    @Test
    void allLayersOfTheFixtureAreAsInDoubles() throws IOException {
        BilmFixture fixture = BilmFixture.in(temp.resolve("bilm"));
        try (ElmoCheckpoint checkpoint = open(fixture.folder());
                ElmoEncoder encoder = load(checkpoint)) {
            HdfFileWeights weights =
                    HdfFileWeights.open(fixture.folder().resolve("lm_weights.hdf5"));
            ReferenceElmo reference = new ReferenceElmo(checkpoint.options(), weights::read);
            List<int[]> characters =
                    BilmFixture.characters(
                            fixture.sentences(0).get(0), checkpoint.options().wordLength());
            List<float[]> states =
                    encoder.states(
                            characters, StepOrder.ofSentences(new int[] {characters.size()}), 2);
            double[][][] expected = reference.layers(characters);
            for (int layer = 0; layer < expected.length; layer++) {
                assertClose(expected[layer], states.get(layer), 0);
            }
        }
    }

    static Stream<Arguments> shapes() {
        ElmoOptions usual = ElmoMiniature.USUAL;
        List<ElmoOptions.Filter> filters =
                List.of(new ElmoOptions.Filter(7, 3), new ElmoOptions.Filter(2, 5));
        OptionalDouble none = OptionalDouble.empty();
        OptionalDouble tight = OptionalDouble.of(0.05);
        return Stream.of(
                Arguments.of("as the large releases", usual),
                Arguments.of(
                        "tanh, three layers, no skips, tight clips",
                        new ElmoOptions(
                                50,
                                3,
                                filters,
                                ElmoOptions.Activation.TANH,
                                1,
                                9,
                                5,
                                3,
                                tight,
                                tight,
                                false)),
                Arguments.of(
                        "one layer, no highway, no clips, words as wide as the filters",
                        new ElmoOptions(
                                20,
                                5,
                                filters,
                                ElmoOptions.Activation.RELU,
                                0,
                                10,
                                8,
                                1,
                                none,
                                none,
                                true)),
                Arguments.of(
                        "cells that are not projected, three layers, skips",
                        new ElmoOptions(
                                50,
                                4,
                                filters,
                                ElmoOptions.Activation.RELU,
                                3,
                                7,
                                7,
                                3,
                                OptionalDouble.of(0.3),
                                tight,
                                true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void batchesOfAnyShapeOfModelAreAsInDoubles(String name, ElmoOptions options)
            throws IOException {
        ElmoMiniature model = new ElmoMiniature(options, 5);
        try (ElmoCheckpoint checkpoint = open(model.write(temp.resolve("model"), ""));
                ElmoEncoder encoder = load(checkpoint)) {
            Tokenizer tokenizer = checkpoint.tokenizer(Casing.CASED);
            List<Sequence> sequences = TEXTS.stream().map(t -> sequence(tokenizer, t)).toList();
            List<Output> outputs = new ArrayList<>();
            for (int layer = 0; layer <= options.layers() + 1; layer++) {
                outputs.add(new Output.TokenVectors(Output.RELEASE, layer));
            }
            List<Matrix> found = encoder.run(inRows(sequences), outputs);
            int first = 0;
            for (int i = 0; i < sequences.size(); i++) {
                List<int[]> characters =
                        characters(tokenizer.tokenize(TEXTS.get(i)), sequences.get(i), options);
                double[][][] expected = model.reference().layers(characters);
                double[][] mean = new double[characters.size()][options.width()];
                for (int layer = 0; layer < expected.length; layer++) {
                    assertClose(expected[layer], found.get(layer).values(), first);
                    for (int token = 0; token < mean.length; token++) {
                        for (int j = 0; j < options.width(); j++) {
                            mean[token][j] += expected[layer][token][j] / expected.length;
                        }
                    }
                }
                assertClose(mean, found.get(expected.length).values(), first);
                first += characters.size();
            }
        }
    }

    @Test
    void aBatchGivesWhatEachSequenceGivesAlone() throws IOException {
        ElmoMiniature model = new ElmoMiniature(ElmoMiniature.USUAL, 6);
        try (ElmoCheckpoint checkpoint = open(model.write(temp.resolve("model"), ""));
                ElmoEncoder encoder = load(checkpoint)) {
            Tokenizer tokenizer = checkpoint.tokenizer(Casing.CASED);
            List<Sequence> sequences = TEXTS.stream().map(t -> sequence(tokenizer, t)).toList();
            for (Pooling pooling : encoder.poolings()) {
                List<Output> outputs = List.of(new Output.Pooled(Output.RELEASE, pooling, 3));
                Matrix together = encoder.run(inRows(sequences), outputs).get(0);
                for (int i = 0; i < sequences.size(); i++) {
                    Matrix alone = encoder.run(inRows(List.of(sequences.get(i))), outputs).get(0);
                    for (int j = 0; j < alone.columns(); j++) {
                        assertThat((double) together.get(i, j))
                                .isCloseTo(alone.get(0, j), within());
                    }
                }
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(TOLERANCE);
    }

    private static void assertClose(double[][] expected, float[] found, int firstRow) {
        int width = expected[0].length;
        for (int row = 0; row < expected.length; row++) {
            for (int i = 0; i < width; i++) {
                assertThat((double) found[(firstRow + row) * width + i])
                        .as("token %d, number %d", row, i)
                        .isCloseTo(expected[row][i], within());
            }
        }
    }

    private static List<int[]> characters(Pieces pieces, Sequence sequence, ElmoOptions options) {
        List<int[]> characters = new ArrayList<>();
        characters.add(WordCharacters.beginOfSentence(options.wordLength()));
        for (int i = 0; i < pieces.size(); i++) {
            characters.add(sequence.parts(i + 1));
        }
        characters.add(WordCharacters.endOfSentence(options.wordLength()));
        return characters;
    }

    private static Sequence sequence(Tokenizer tokenizer, String text) {
        Pieces pieces = tokenizer.tokenize(text);
        return Sequence.single(tokenizer.vocabulary(), pieces, 0, pieces.size());
    }

    /** A row each, the second in the first one's row. */
    private static PackedBatch inRows(List<Sequence> sequences) {
        int length = 40;
        List<PackedBatch.Placed> placed = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            placed.add(
                    i == 1
                            ? new PackedBatch.Placed(sequences.get(1), 0, 20)
                            : new PackedBatch.Placed(sequences.get(i), i, 0));
        }
        return new PackedBatch(sequences.size(), length, placed);
    }

    private static ElmoCheckpoint open(Path folder) {
        return (ElmoCheckpoint) Checkpoints.open(folder.toString());
    }

    private static ElmoEncoder load(ElmoCheckpoint checkpoint) {
        return ElmoEncoder.load(
                checkpoint.options(), checkpoint.variables(), checkpoint.mixture(), SETTINGS);
    }
}
