package io.github.flinkbert.task.embedding;

import io.github.flinkbert.checkpoint.Pooling;
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
 * itself; tokens that two windows share count in both. {@code MAX} takes the greatest value of each
 * dimension. {@code CLS} and {@code CLS_POOLER} average the windows, each window's {@code [CLS]}
 * speaking for its window: no release says how to join them, and the average treats every part of
 * the text alike. The vector is normalised after joining.
 */
@Internal
public final class EmbeddingJoin {

    private EmbeddingJoin() {}

    /**
     * A window's pooled vector.
     *
     * @param vector what the graph pooled
     * @param tokens tokens of the window's sequence, special tokens included
     */
    @SuppressWarnings("ArrayRecordComponent") // a value handed over once, not compared
    public record Window(float[] vector, int tokens) {}

    /**
     * @throws IllegalArgumentException if there is no window, or their vectors differ in length
     */
    public static Embedding join(Pooling pooling, boolean normalize, List<Window> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("an embedding needs at least one window");
        }
        float[] joined =
                windows.size() == 1
                        ? windows.get(0).vector().clone()
                        : joinSeveral(pooling, windows);
        return Embedding.owning(normalize ? normalized(joined) : joined);
    }

    /** The vector of each piece, from the window in which it has most context. */
    public static TokenEmbeddings joinTokens(
            Pieces pieces, Vocabulary vocabulary, List<ScoredWindow> windows) {
        int[] mostContext = MostContext.ofPieces(pieces.size(), windows);
        int columns = windows.isEmpty() ? 0 : windows.get(0).scores().columns();
        float[] vectors = new float[pieces.size() * columns];
        List<Token> tokens = new ArrayList<>(pieces.size());
        for (int piece = 0; piece < pieces.size(); piece++) {
            ScoredWindow window = windows.get(mostContext[piece]);
            window.scores().copyRow(window.row(piece), vectors, piece * columns);
            int id = pieces.id(piece);
            tokens.add(new Token(vocabulary.piece(id), id, pieces.start(piece), pieces.end(piece)));
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
            double weight = pooling == Pooling.MEAN ? window.tokens() : 1;
            weights += weight;
            for (int i = 0; i < size; i++) {
                joined[i] =
                        pooling == Pooling.MAX
                                ? Math.max(joined[i], window.vector()[i])
                                : joined[i] + weight * window.vector()[i];
            }
        }
        float[] vector = new float[size];
        for (int i = 0; i < size; i++) {
            vector[i] = (float) (pooling == Pooling.MAX ? joined[i] : joined[i] / weights);
        }
        return vector;
    }

    // A vector of zeros has no direction and stays as it is.
    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares > 0) {
            double length = Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }
}
