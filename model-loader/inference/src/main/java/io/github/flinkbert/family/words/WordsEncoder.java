package io.github.flinkbert.family.words;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.NearWord;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums of word vectors. Words without a vector take no part, and a text that has no others has a
 * vector of zeros.
 */
final class WordsEncoder implements SequenceEncoder {

    /** The a of a / (a + p) in Arora et al. 2017, within the range that they found good. */
    static final double SMOOTH = 1e-3;

    private final WordVectors vectors;

    /** Made when it is first asked for: it looks at all words. */
    private @Nullable Neighbours neighbours;

    WordsEncoder(WordVectors vectors) {
        this.vectors = vectors;
    }

    @Override
    public Set<Pooling> poolings() {
        return Pooling.OF_WORDS;
    }

    @Override
    public List<Matrix> run(PackedBatch batch, List<Output> outputs) {
        prepare(outputs);
        return outputs.stream().map(output -> run(batch.placed(), output)).toList();
    }

    @Override
    public void prepare(List<Output> outputs) {
        for (Output output : outputs) {
            boolean known =
                    output instanceof Output.TokenVectors
                            || (output instanceof Output.Pooled pooled
                                    && poolings().contains(pooled.pooling()));
            if (!known) {
                throw new IllegalArgumentException(
                        "word vectors give vectors of texts and of words; found " + output);
            }
        }
    }

    @Override
    public synchronized List<NearWord> nearestWords(String word, int most) {
        if (neighbours == null) {
            neighbours = new Neighbours(vectors);
        }
        return neighbours.of(word, most).stream()
                .map(near -> new NearWord(near.word(), near.cosine()))
                .toList();
    }

    private Matrix run(List<PackedBatch.Placed> placed, Output output) {
        int width = vectors.dimension();
        int rows = 0;
        for (PackedBatch.Placed each : placed) {
            rows += output.rows(each.sequence(), maskId());
        }
        float[] values = new float[rows * width];
        float[] one = new float[width];
        int at = 0;
        for (PackedBatch.Placed each : placed) {
            Sequence sequence = each.sequence();
            if (output instanceof Output.Pooled pooled) {
                pool(pooled.pooling(), sequence, values, at, one);
                at += width;
            } else {
                for (int token = 0; token < sequence.length(); token++) {
                    add(sequence, token, 1, values, at);
                    at += width;
                }
            }
        }
        return new Matrix(rows, width, values);
    }

    private void pool(Pooling pooling, Sequence sequence, float[] into, int at, float[] one) {
        int count = 0;
        for (int token = 0; token < sequence.length(); token++) {
            if (!hasVector(sequence, token)) {
                continue;
            }
            switch (pooling) {
                case SIF -> add(sequence, token, weight(sequence.id(token)), into, at);
                case NORMALIZED_MEAN -> {
                    Arrays.fill(one, 0);
                    add(sequence, token, 1, one, 0);
                    addScaled(one, into, at);
                }
                case MAX -> {
                    Arrays.fill(one, 0);
                    add(sequence, token, 1, one, 0);
                    for (int i = 0; i < one.length; i++) {
                        into[at + i] = count == 0 ? one[i] : Math.max(into[at + i], one[i]);
                    }
                }
                default -> add(sequence, token, 1, into, at);
            }
            count++;
        }
        if (count > 1 && pooling != Pooling.MAX) {
            double divisor = pooling == Pooling.MEAN_SQRT_LEN ? Math.sqrt(count) : count;
            for (int i = at; i < at + vectors.dimension(); i++) {
                into[i] = (float) (into[i] / divisor);
            }
        }
    }

    private boolean hasVector(Sequence sequence, int token) {
        return sequence.id(token) < vectors.size() || sequence.parts(token).length > 0;
    }

    private void add(Sequence sequence, int token, float weight, float[] into, int at) {
        vectors.add(sequence.id(token), sequence.parts(token), weight, into, at);
    }

    /** A word that is none of the table is as seldom as a word can be. */
    private float weight(int id) {
        return id < vectors.size() ? (float) (SMOOTH / (SMOOTH + vectors.probability(id))) : 1;
    }

    /** Adds a vector of length 1; one of zeros has no direction and adds nothing. */
    private static void addScaled(float[] one, float[] into, int at) {
        double squares = 0;
        for (float number : one) {
            squares += (double) number * number;
        }
        if (squares > 0) {
            float scale = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < one.length; i++) {
                into[at + i] += scale * one[i];
            }
        }
    }

    @Override
    public void close() {}
}
