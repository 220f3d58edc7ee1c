package io.github.flinkbert.checkpoint;

import io.github.flinkbert.location.FileDigests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A dense layer over a text's vector: {@code activation(kernel × vector + bias)}.
 *
 * <p>It is computed here and not in the graph: it is one product of a matrix with one vector a
 * text, some thousandth of what the encoder computes, and it stands on the vector of the whole
 * text, which is joined of its windows after the graph. Sums are in double precision, the result is
 * rounded to float32, whatever the format of the encoder.
 */
@PublicEvolving
public final class DenseModule implements SentenceModule {

    private final int in;
    private final int out;
    private final float[] kernel;
    private final float[] bias;
    private final DenseActivation activation;
    private final String digest;

    /**
     * Takes the arrays over without copying.
     *
     * @param kernel [out, in], row-major
     * @param bias [out], or of length 0 for none
     */
    DenseModule(int in, int out, float[] kernel, float[] bias, DenseActivation activation) {
        if (kernel.length != in * out || (bias.length != 0 && bias.length != out)) {
            throw new IllegalArgumentException(
                    "a dense layer of %d to %d numbers, found a kernel of %d and a bias of %d"
                            .formatted(in, out, kernel.length, bias.length));
        }
        this.in = in;
        this.out = out;
        this.kernel = kernel;
        this.bias = bias;
        this.activation = activation;
        digest = digest();
    }

    private String digest() {
        MessageDigest sha = FileDigests.sha256();
        ByteBuffer bytes = ByteBuffer.allocate((kernel.length + bias.length) * Float.BYTES);
        bytes.asFloatBuffer().put(kernel).put(bias);
        return HexFormat.of().formatHex(sha.digest(bytes.array()));
    }

    /** Numbers of the vectors that it takes. */
    public int in() {
        return in;
    }

    /** Numbers of the vectors that it makes. */
    public int out() {
        return out;
    }

    boolean hasBias() {
        return bias.length > 0;
    }

    DenseActivation activation() {
        return activation;
    }

    /** A copy, [out, in]. */
    float[] kernel() {
        return kernel.clone();
    }

    /** A copy; of length 0 where there is none. */
    float[] bias() {
        return bias.clone();
    }

    @Override
    public int width(int width) {
        if (width != in) {
            throw new IllegalArgumentException(
                    "a Dense module takes vectors of %d numbers, found %d".formatted(in, width));
        }
        return out;
    }

    @Override
    public float[] apply(float[] vector) {
        float[] made = new float[width(vector.length)];
        for (int row = 0; row < out; row++) {
            double sum = hasBias() ? bias[row] : 0;
            for (int i = 0; i < in; i++) {
                sum += (double) kernel[row * in + i] * vector[i];
            }
            made[row] = (float) activation.apply(sum);
        }
        return made;
    }

    @Override
    public String description() {
        return String.format(Locale.ROOT, "Dense %d to %d (%s)", in, out, activation.word());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DenseModule that && that.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /** Part of digests: says all that it is. */
    @Override
    public String toString() {
        return "Dense[in=%d, out=%d, bias=%s, activation=%s, weights=%s]"
                .formatted(in, out, hasBias(), activation, digest);
    }
}
