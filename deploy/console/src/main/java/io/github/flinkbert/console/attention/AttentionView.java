package io.github.flinkbert.console.attention;

import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.tensor.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Attention as the page reads it.
 *
 * @param text the text as it came in
 * @param words in the order of the text, with {@code [CLS]} first and {@code [SEP]} last
 * @param layers how many, from the lowest
 * @param heads of each layer
 * @param weights layers x heads x words x words, from whom by to whom, each as 16 bits, little
 *     endian, 65,535 standing for 1; in Base64
 */
@Internal
public record AttentionView(
        String text, List<Attention.Word> words, int layers, int heads, String weights) {

    /** Wider than a screen, and 144 heads of it take 9 MB. */
    private static final int MOST_WORDS = 150;

    private static final int ONE = 65_535;

    /**
     * @throws IllegalArgumentException if there are more words than can be looked at
     */
    public static AttentionView of(String text, Attention attention) {
        int words = attention.words().size();
        if (words > MOST_WORDS) {
            throw new IllegalArgumentException(
                    "attention is shown for at most %d words, found %d; expected a shorter text"
                            .formatted(MOST_WORDS, words));
        }
        List<List<Matrix>> layers = attention.layers();
        int heads = layers.get(0).size();
        ByteBuffer bytes =
                ByteBuffer.allocate(layers.size() * heads * words * words * Short.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        layers.forEach(layer -> layer.forEach(head -> put(head, bytes)));
        return new AttentionView(
                text,
                attention.words(),
                layers.size(),
                heads,
                Base64.getEncoder().encodeToString(bytes.array()));
    }

    private static void put(Matrix head, ByteBuffer bytes) {
        for (float weight : head.values()) {
            bytes.putShort((short) Math.round(Math.min(1, Math.max(0, weight)) * ONE));
        }
    }
}
