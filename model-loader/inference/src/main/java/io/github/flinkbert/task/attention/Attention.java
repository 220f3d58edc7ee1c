package io.github.flinkbert.task.attention;

import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
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

    /**
     * @param text the text as it came in
     * @param pieces its pieces, all read in one sequence {@code [CLS] pieces [SEP]}
     * @param tokens for each layer [heads × tokens, tokens], as the encoder gives it
     */
    public static Attention of(String text, Pieces pieces, List<Matrix> tokens) {
        int[] wordOf = new int[pieces.size() + 2];
        List<Word> words = new ArrayList<>();
        words.add(new Word("[CLS]", 0, 0));
        for (int piece = 0; piece < pieces.size(); piece++) {
            int start = pieces.start(piece);
            if (piece > 0 && pieces.word(piece) == pieces.word(piece - 1)) {
                start = words.remove(words.size() - 1).start();
            }
            int end = pieces.end(piece);
            wordOf[piece + 1] = words.size();
            words.add(new Word(text.substring(start, end), start, end));
        }
        wordOf[wordOf.length - 1] = words.size();
        words.add(new Word("[SEP]", text.length(), text.length()));
        List<List<Matrix>> layers = new ArrayList<>();
        for (Matrix layer : tokens) {
            List<Matrix> heads = new ArrayList<>();
            for (int head = 0; head < layer.rows() / wordOf.length; head++) {
                heads.add(head(layer, head * wordOf.length, wordOf, words.size()));
            }
            layers.add(heads);
        }
        return new Attention(words, layers);
    }

    private static Matrix head(Matrix layer, int firstRow, int[] wordOf, int words) {
        double[] sums = new double[words * words];
        double[] paid = new double[words];
        for (int from = 0; from < wordOf.length; from++) {
            for (int to = 0; to < wordOf.length; to++) {
                float weight = layer.get(firstRow + from, to);
                sums[wordOf[from] * words + wordOf[to]] += weight;
                paid[wordOf[from]] += weight;
            }
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            // By what was paid, which is the number of pieces but for bfloat16's rounding.
            values[i] = (float) (sums[i] / paid[i / words]);
        }
        return new Matrix(words, words, values);
    }
}
