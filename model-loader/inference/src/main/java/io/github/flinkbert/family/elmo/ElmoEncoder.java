package io.github.flinkbert.family.elmo;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Sequence;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loaded ELMo. Thread-safe: runs may overlap.
 *
 * <p>The LSTMs begin each text, and each window of a long one, with states of zeros. bilm-tf keeps
 * its states from batch to batch, so that its vectors of a sentence depend on the sentences that
 * came before in the same place of the batch; a stream has no such place, and equal texts have
 * equal vectors here. {@code <S>} and {@code </S>} are read, as there, and take no part in a text's
 * vector.
 */
final class ElmoEncoder implements SequenceEncoder {

    private final ElmoOptions options;
    private final ElmoSession session;
    private final LayerMixture mixture;

    private ElmoEncoder(ElmoOptions options, ElmoSession session, LayerMixture mixture) {
        this.options = options;
        this.session = session;
        this.mixture = mixture;
    }

    /**
     * @param weights as of {@link ElmoVariables}
     */
    static ElmoEncoder load(
            ElmoOptions options, Weights weights, LayerMixture mixture, EncoderSettings settings) {
        return new ElmoEncoder(options, new ElmoSession(options, weights, settings), mixture);
    }

    @Override
    public List<Matrix> run(PackedBatch batch, List<Output> outputs) {
        prepare(outputs);
        List<Sequence> sequences =
                batch.placed().stream().map(PackedBatch.Placed::sequence).toList();
        int[] lengths = sequences.stream().mapToInt(Sequence::length).toArray();
        int deepest = outputs.stream().mapToInt(output -> output.layer(top())).max().orElse(0);
        List<float[]> states =
                states(
                        characters(sequences),
                        StepOrder.ofSentences(lengths),
                        Math.min(deepest, options.layers()));
        if (deepest == top()) {
            states.add(mixture.mix(states));
        }
        return outputs.stream()
                .map(output -> matrix(output, states.get(output.layer(top())), lengths))
                .toList();
    }

    /** The mixture is the layer above all. */
    private int top() {
        return options.layers() + 1;
    }

    private Matrix matrix(Output output, float[] rows, int[] lengths) {
        int width = options.width();
        if (!(output instanceof Output.Pooled pooled)) {
            return new Matrix(rows.length / width, width, rows);
        }
        float[] vectors = new float[lengths.length * width];
        int first = 0;
        for (int i = 0; i < lengths.length; i++) {
            WordPooling.pool(pooled.pooling(), rows, width, first, lengths[i], vectors, i * width);
            first += lengths[i];
        }
        return new Matrix(lengths.length, width, vectors);
    }

    /**
     * The layers' vectors, from that of the words on: [tokens, 2 × projection] each.
     *
     * @param characters of each token
     * @param deepest the last layer that is computed
     */
    List<float[]> states(List<int[]> characters, StepOrder order, int deepest) {
        int width = options.projection();
        List<float[]> states = new ArrayList<>();
        float[] input = order.ordered(words(characters), width);
        states.add(order.sideBySide(input, width));
        for (int layer = 0; layer < deepest; layer++) {
            float[] given = session.layer(layer, input, order);
            if (options.skips() && layer > 0) {
                for (int i = 0; i < given.length; i++) {
                    given[i] += input[i];
                }
            }
            states.add(order.sideBySide(given, width));
            input = given;
        }
        return states;
    }

    /** The words' own vectors; a word that comes again is computed once. */
    private float[] words(List<int[]> characters) {
        Map<IntBuffer, Integer> known = new LinkedHashMap<>();
        List<int[]> distinct = new ArrayList<>();
        int[] indices = new int[characters.size()];
        for (int i = 0; i < indices.length; i++) {
            int[] word = characters.get(i);
            Integer index = known.putIfAbsent(IntBuffer.wrap(word), distinct.size());
            if (index == null) {
                index = distinct.size();
                distinct.add(word);
            }
            indices[i] = index;
        }
        float[] vectors = session.words(distinct);
        int width = options.projection();
        float[] rows = new float[indices.length * width];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(vectors, indices[i] * width, rows, i * width, width);
        }
        return rows;
    }

    private List<int[]> characters(List<Sequence> sequences) {
        List<int[]> characters = new ArrayList<>();
        for (Sequence sequence : sequences) {
            for (int token = 0; token < sequence.length(); token++) {
                characters.add(characters(sequence, token));
            }
        }
        return characters;
    }

    private int[] characters(Sequence sequence, int token) {
        int[] parts = sequence.parts(token);
        if (parts.length > 0) {
            return parts;
        }
        return switch (sequence.id(token)) {
            case ElmoTokenizer.BEGIN -> WordCharacters.beginOfSentence(options.wordLength());
            case ElmoTokenizer.END -> WordCharacters.endOfSentence(options.wordLength());
            default ->
                    throw new IllegalArgumentException(
                            "a token of ELMo has its word's characters, found none of token "
                                    + token);
        };
    }

    @Override
    public void prepare(List<Output> outputs) {
        for (Output output : outputs) {
            boolean own = output.branch().equals(Output.RELEASE);
            boolean known =
                    output instanceof Output.TokenVectors
                            || (output instanceof Output.Pooled pooled
                                    && poolings().contains(pooled.pooling()));
            if (!own || !known) {
                throw new IllegalArgumentException(
                        "ELMo gives the vectors of words and of texts, found " + output);
            }
        }
    }

    @Override
    public Set<Pooling> poolings() {
        return WordPooling.KNOWN;
    }

    @Override
    public void close() {
        session.close();
    }
}
