package io.github.flinkbert.task.attention;

import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** From the attention of tokens to that of words, as {@link Attention} says. */
@Internal
public final class WordAttention {

    private WordAttention() {}

    /**
     * @param text the text as it came in
     * @param pieces its pieces, all read in one sequence {@code [CLS] pieces [SEP]}
     * @param tokens for each layer [heads × tokens, tokens], as the encoder gives it
     */
    public static Attention of(String text, Pieces pieces, List<Matrix> tokens) {
        return of(text, pieces, tokens, List.of("[CLS]"), List.of("[SEP]"));
    }

    /**
     * The same of a family that has other tokens around a text, or none.
     *
     * @param before the tokens before the text
     * @param after the tokens after the text
     */
    public static Attention of(
            String text,
            Pieces pieces,
            List<Matrix> tokens,
            List<String> before,
            List<String> after) {
        int[] wordOf = new int[before.size() + pieces.size() + after.size()];
        List<Attention.Word> words = new ArrayList<>();
        for (String token : before) {
            wordOf[words.size()] = words.size();
            words.add(new Attention.Word(token, 0, 0));
        }
        for (int piece = 0; piece < pieces.size(); piece++) {
            int start = pieces.start(piece);
            if (piece > 0 && pieces.word(piece) == pieces.word(piece - 1)) {
                start = words.remove(words.size() - 1).start();
            }
            int end = pieces.end(piece);
            wordOf[before.size() + piece] = words.size();
            words.add(new Attention.Word(text.substring(start, end), start, end));
        }
        for (int i = 0; i < after.size(); i++) {
            wordOf[before.size() + pieces.size() + i] = words.size();
            words.add(new Attention.Word(after.get(i), text.length(), text.length()));
        }
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
