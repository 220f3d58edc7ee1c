package io.github.flinkbert.training.graph;

import io.github.flinkbert.training.setting.TuningMethod;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.annotation.Experimental;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A dense layer and its backward pass. Its kernel is the base's own; or that with a low-rank change
 * merged into it, so that what is trained is, to the last bit of the format, what will be served;
 * or itself trained.
 *
 * @param <T> number format of the products
 */
@Experimental
public final class Dense<T extends TNumber> {

    private enum Kind {
        FROZEN,
        LOW_RANK,
        TRAINED
    }

    private final Wiring<T> wiring;
    private final String name;
    private final Kind kind;
    private final Operand<T> kernel;
    private final Operand<T> bias;
    private final float scale;
    private final @Nullable LowRank lowRank;
    private final SavedForBackward<Operand<T>> input = new SavedForBackward<>();

    /** The two factors of a change, which is trained in the kernel's place. */
    private record LowRank(Operand<TFloat32> down, Operand<TFloat32> up) {}

    /**
     * @param name Google's, without {@code /kernel}
     * @param lowRank whether the settings' LoRA applies to it
     */
    public Dense(Wiring<T> wiring, String name, boolean lowRank) {
        this(wiring, name, kind(wiring, lowRank));
    }

    private Dense(Wiring<T> wiring, String name, Kind kind) {
        this.wiring = wiring;
        this.name = name;
        this.kind = kind;
        if (kind == Kind.TRAINED) {
            lowRank = null;
            scale = 0;
            kernel = wiring.narrow(Trained.of(wiring, name + "/kernel", true));
            bias = wiring.narrow(Trained.of(wiring, name + "/bias", false));
            return;
        }
        bias = wiring.narrow().get(name + "/bias");
        if (kind == Kind.LOW_RANK && wiring.tuning() instanceof TuningMethod.Lora lora) {
            scale = (float) (lora.alpha() / lora.rank());
            lowRank = factors(wiring, name, lora.rank());
            kernel = merged(wiring, name, lowRank, scale);
        } else {
            lowRank = null;
            scale = 0;
            kernel = wiring.narrow().get(name + "/kernel");
        }
    }

    /**
     * A layer of the base that is trained from its own weights whatever the tuning method.
     *
     * @param name Google's, without {@code /kernel}
     */
    public static <T extends TNumber> Dense<T> trained(Wiring<T> wiring, String name) {
        return new Dense<>(wiring, name, Kind.TRAINED);
    }

    private static Kind kind(Wiring<?> wiring, boolean lowRank) {
        if (wiring.tuning() instanceof TuningMethod.Lora && lowRank) {
            return Kind.LOW_RANK;
        }
        return wiring.tuning() instanceof TuningMethod.Full ? Kind.TRAINED : Kind.FROZEN;
    }

    private static LowRank factors(Wiring<?> wiring, String name, int rank) {
        Shape shape = wiring.base().shape(name + "/kernel");
        long in = shape.get(0);
        long out = shape.get(1);
        // PEFT's own beginning: Kaiming-uniform with a = sqrt(5), which is 1 / sqrt(in); and zeros.
        double bound = 1 / Math.sqrt((double) in);
        Operand<TFloat32> down =
                wiring.parameters()
                        .declare(
                                LoraNames.down(name),
                                Shape.of(rank, in),
                                true,
                                values -> {
                                    SplittableRandom random = wiring.random(name);
                                    for (int i = 0; i < values.length; i++) {
                                        values[i] = (float) random.nextDouble(-bound, bound);
                                    }
                                });
        Operand<TFloat32> up =
                wiring.parameters()
                        .declare(LoraNames.up(name), Shape.of(out, rank), true, values -> {});
        return new LowRank(down, up);
    }

    private static <T extends TNumber> Operand<T> merged(
            Wiring<T> wiring, String name, LowRank change, float scale) {
        Operand<TFloat32> product =
                wiring.tf()
                        .linalg
                        .matMul(
                                change.down(),
                                change.up(),
                                MatMul.transposeA(true),
                                MatMul.transposeB(true));
        return wiring.fused()
                .one(
                        "merge",
                        List.of(wiring.wide().get(name + "/kernel"), product),
                        wiring.type(),
                        (tf, in0) ->
                                List.of(
                                        tf.math.add(
                                                in0.get(0),
                                                tf.math.mul(tf.constant(scale), in0.get(1)))));
    }

    /** [n, in] to [n, out]. */
    public Operand<T> forward(Operand<T> x) {
        input.save(x);
        // As an op of its own: the product that adds a bias is by half slower in bfloat16.
        return wiring.fused()
                .one(
                        "bias",
                        List.of(wiring.tf().linalg.matMul(x, kernel), bias),
                        wiring.type(),
                        (tf, in) -> List.of(tf.math.add(in.get(0), in.get(1))));
    }

    /** Notes the parameters' gradients; of the output's gradient makes the input's. */
    public Operand<T> backward(Operand<T> dy) {
        learn(dy);
        return wiring.tf().linalg.matMul(dy, kernel, MatMul.transposeB(true));
    }

    /** Notes the parameters' gradients, where nobody needs the input's. */
    public void learn(Operand<T> dy) {
        var tf = wiring.tf();
        if (lowRank != null) {
            Operand<TFloat32> factor = tf.constant(scale);
            Operand<T> through =
                    tf.linalg.matMul(
                            input.get(), wiring.narrow(lowRank.down()), MatMul.transposeB(true));
            Operand<T> back = tf.linalg.matMul(dy, wiring.narrow(lowRank.up()));
            wiring.parameters()
                    .gradient(LoraNames.up(name), tf.math.mul(product(dy, through), factor));
            wiring.parameters()
                    .gradient(
                            LoraNames.down(name), tf.math.mul(product(back, input.get()), factor));
        } else if (kind == Kind.TRAINED) {
            wiring.parameters().gradient(name + "/kernel", product(input.get(), dy));
            wiring.parameters().gradient(name + "/bias", Trained.sumOfRows(wiring, dy));
        }
    }

    private Operand<TFloat32> product(Operand<T> x, Operand<T> y) {
        return wiring.wide(wiring.tf().linalg.matMul(x, y, MatMul.transposeA(true)));
    }
}
