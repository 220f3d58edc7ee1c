package io.github.flinkbert.task.attention;

import io.github.flinkbert.tensor.Matrix;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Which words of a text attend to which: what can be looked at, not an explanation of an answer.
 *
 * <p>From tokens to words as in Clark et al. 2019, "What Does BERT Look At?", section 2: attention
 * <em>to</em> a word is the sum over its pieces, attention <em>from</em> a word the mean over its
 * pieces, so that what a word pays out still sums to 1. {@code [CLS]} and {@code [SEP]} are words
 * here too, the first and the last, for much attention goes to them.
 *
 * @param words in the order of the text
 * @param layers for each transformer layer, from the lowest, and each head of it, a matrix words x
 *     words: row {@code i} says how much word {@code i} attends to each word
 */
@PublicEvolving
public record Attention(List<Word> words, List<List<Matrix>> layers) {

    public Attention {
        words = List.copyOf(words);
        layers = layers.stream().map(List::copyOf).toList();
    }

    /** {@code text} is {@code original.substring(start, end)}, or a special token of no length. */
    public record Word(String text, int start, int end) {}

    /** Copies: what is done to them changes nothing here. For single weights, {@link #weight}. */
    @Override
    public List<List<Matrix>> layers() {
        return layers.stream().map(heads -> heads.stream().map(Attention::copy).toList()).toList();
    }

    /**
     * How much a word attends to another, 0 to 1.
     *
     * @param layer from 0, the lowest
     * @param head from 0
     * @param from index of the word that attends
     * @param to index of the word attended to
     */
    public float weight(int layer, int head, int from, int to) {
        return layers.get(layer).get(head).get(from, to);
    }

    private static Matrix copy(Matrix head) {
        return new Matrix(head.rows(), head.columns(), head.values().clone());
    }
}
