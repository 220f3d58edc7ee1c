package io.github.flinkbert.checkpoint;

import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.tensor.Weights;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Tells by its numbers which model weights are, whatever form of release they come in: SHA-256 of
 * the encoder's biases and normalisations, of which a BERT-Base has 0.1 million. Two trainings
 * never agree in them.
 */
@Internal
public final class WeightsFingerprint {

    private static final String FORM = "small-variables-sha256:";

    private static final Pattern SMALL =
            Pattern.compile("bert/(embeddings|encoder)/.*(/bias|LayerNorm/(gamma|beta))");

    private WeightsFingerprint() {}

    /** Whether this is such a fingerprint, and not something else of the same field. */
    static boolean isOne(String text) {
        return text.startsWith(FORM);
    }

    public static String of(Weights weights) {
        MessageDigest digest = FileDigests.sha256();
        for (String name : new TreeSet<>(weights.names())) {
            if (SMALL.matcher(name).matches()) {
                float[] values = new float[Math.toIntExact(weights.shape(name).size())];
                weights.read(name, DataBuffers.of(values, false, false));
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.asFloatBuffer().put(values);
                digest.update(bytes.array());
            }
        }
        return FORM + HexFormat.of().formatHex(digest.digest());
    }
}
