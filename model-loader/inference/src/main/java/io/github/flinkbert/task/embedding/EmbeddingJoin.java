package io.github.flinkbert.task.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceModule;
import io.github.flinkbert.task.MostContext;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * One embedding out of the windows of a long text; a text of one window keeps its vector as it is.
 *
 * <p>{@code MEAN} weighs each window by its tokens, special tokens included as in the pooling
 * itself; tokens that two windows share count in both. {@code MEAN_SQRT_LEN} and {@code
 * WEIGHTED_MEAN} are likewise what they are over the tokens of all windows, a token weighing by its
 * place in its window. {@code MAX} takes the greatest value of each dimension. {@code CLS}, {@code
 * CLS_POOLER} and {@code LAST_TOKEN} average the windows, each window's one token speaking for its
 * window: no release says how to join them, and the average treats every part of the text alike.
 * The vector is normalised after joining.
 */
@Internal
public final class EmbeddingJoin {

    private EmbeddingJoin() {}

    /**
     * A window's pooled vector.
     *
     * @param vector what the graph pooled
     * @param tokens tokens of the window's sequence, special tokens included where they take part
     * @param leftOut leading tokens of these that took no part
     */
    @SuppressWarnings("ArrayRecordComponent") // a value handed over once, not compared
    public record Window(float[] vector, int tokens, int leftOut) {

        /** One of whose tokens all took part. */
        public Window(float[] vector, int tokens) {
            this(vector, tokens, 0);
        }
    }

    /**
     * @throws IllegalArgumentException if there is no window, or their vectors differ in length
     */
    public static Embedding join(Pooling pooling, boolean normalize, List<Window> windows) {
        float[] joined = joined(pooling, windows);
        return Embedding.owning(normalize ? new SentenceModule.Normalize().apply(joined) : joined);
    }

    static float[] joined(Pooling pooling, List<Window> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("an embedding needs at least one window");
        }
        return windows.size() == 1
                ? windows.get(0).vector().clone()
                : joinSeveral(pooling, windows);
    }

    /**
     * What the weighted sum of a window's tokens was divided by.
     *
     * @param from the first token that took part
     * @param to one past the last
     */
    static double divisor(Pooling pooling, int from, int to) {
        double count = to - from;
        return switch (pooling) {
            case MEAN, NORMALIZED_MEAN, SIF -> count;
            case MEAN_SQRT_LEN -> Math.sqrt(count);
            case WEIGHTED_MEAN -> count * (from + 1 + to) / 2;
            default -> 1;
        };
    }

    /**
     * The vector of each piece, from the window in which it has most context.
     *
     * @param text that the pieces are of: one that has no id of its own is called as the text has
     *     it
     */
    public static TokenEmbeddings joinTokens(
            String text, Pieces pieces, Vocabulary vocabulary, List<ScoredWindow> windows) {
        return joinTokens(
                text, pieces, vocabulary, windows, MostContext.ofPieces(pieces.size(), windows));
    }

    /** The same of a causal model, whose tokens have no context behind them. */
    static TokenEmbeddings joinCausalTokens(
            String text, Pieces pieces, Vocabulary vocabulary, List<ScoredWindow> windows) {
        return joinTokens(
                text,
                pieces,
                vocabulary,
                windows,
                MostContext.ofCausalPieces(pieces.size(), windows));
    }

    private static TokenEmbeddings joinTokens(
            String text,
            Pieces pieces,
            Vocabulary vocabulary,
            List<ScoredWindow> windows,
            int[] mostContext) {
        int columns = windows.isEmpty() ? 0 : windows.get(0).scores().columns();
        float[] vectors = new float[pieces.size() * columns];
        List<Token> tokens = new ArrayList<>(pieces.size());
        for (int piece = 0; piece < pieces.size(); piece++) {
            ScoredWindow window = windows.get(mostContext[piece]);
            window.scores().copyRow(window.row(piece), vectors, piece * columns);
            int id = pieces.id(piece);
            int start = pieces.start(piece);
            int end = pieces.end(piece);
            String name =
                    pieces.hasParts(piece) ? text.substring(start, end) : vocabulary.piece(id);
            tokens.add(new Token(name, id, start, end));
        }
        return new TokenEmbeddings(tokens, new Matrix(pieces.size(), columns, vectors));
    }

    private static float[] joinSeveral(Pooling pooling, List<Window> windows) {
        int size = windows.get(0).vector().length;
        double[] joined = new double[size];
        double weights = 0;
        if (pooling == Pooling.MAX) {
            Arrays.fill(joined, Double.NEGATIVE_INFINITY);
        }
        for (Window window : windows) {
            if (window.vector().length != size) {
                throw new IllegalArgumentException(
                        "the windows of a text must have vectors of one length, found %d and %d"
                                .formatted(size, window.vector().length));
            }
            double weight = divisor(pooling, window.leftOut(), window.tokens());
            // Of roots the sum is no divisor: that of all tokens is the root of their number.
            weights += pooling == Pooling.MEAN_SQRT_LEN ? weight * weight : weight;
            for (int i = 0; i < size; i++) {
                joined[i] =
                        pooling == Pooling.MAX
                                ? Math.max(joined[i], window.vector()[i])
                                : joined[i] + weight * window.vector()[i];
            }
        }
        double divisor =
                switch (pooling) {
                    case MAX -> 1;
                    case MEAN_SQRT_LEN -> Math.sqrt(weights);
                    default -> weights;
                };
        float[] vector = new float[size];
        for (int i = 0; i < size; i++) {
            vector[i] = (float) (joined[i] / divisor);
        }
        return vector;
    }
}
