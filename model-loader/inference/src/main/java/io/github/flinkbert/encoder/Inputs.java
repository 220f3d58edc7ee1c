package io.github.flinkbert.encoder;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;

/** The graph's inputs, and what a packed batch feeds to them. */
@Internal
public record Inputs(
        Placeholder<TInt32> ids,
        Placeholder<TInt32> positions,
        Placeholder<TInt32> segments,
        Placeholder<TInt32> owners,
        Placeholder<TInt32> sequences,
        Placeholder<TInt32> firstTokens,
        Placeholder<TInt32> allTokens,
        Placeholder<TInt32> maskTokens,
        Placeholder<TInt32> top) {

    static Inputs create(Ops tf) {
        return new Inputs(
                matrix(tf, "ids"),
                matrix(tf, "positions"),
                matrix(tf, "segments"),
                matrix(tf, "owners"),
                scalar(tf, "sequences"),
                vector(tf, "first_tokens"),
                vector(tf, "all_tokens"),
                vector(tf, "mask_tokens"),
                scalar(tf, "top"));
    }

    /**
     * Feeds a batch; the tensors made are added to {@code tensors} for the caller to close.
     *
     * @param maskId id of {@code [MASK]}
     */
    void feed(
            Session.Runner run,
            PackedBatch batch,
            int maskId,
            int wantedTop,
            List<Tensor> tensors) {
        addTensors(batch, maskId, wantedTop, tensors);
        feed(run, tensors);
    }

    /** Adds a batch's tensors, for {@link #feed(Session.Runner, List)}; the caller closes them. */
    static void addTensors(PackedBatch batch, int maskId, int wantedTop, List<Tensor> tensors) {
        Shape shape = Shape.of(batch.rows(), batch.length());
        add(shape, batch.ids(), tensors);
        add(shape, batch.positions(), tensors);
        add(shape, batch.segments(), tensors);
        add(shape, batch.owners(), tensors);
        add(Shape.scalar(), new int[] {batch.placed().size()}, tensors);
        add(batch.firstTokens(), tensors);
        add(batch.allTokens(), tensors);
        add(batch.tokensWithId(maskId), tensors);
        add(Shape.scalar(), new int[] {wantedTop}, tensors);
    }

    private static void add(int[] values, List<Tensor> tensors) {
        add(Shape.of(values.length), values, tensors);
    }

    private static void add(Shape shape, int[] values, List<Tensor> tensors) {
        tensors.add(TInt32.tensorOf(shape, DataBuffers.of(values)));
    }

    /** Feeds a batch's tensors, to one run or to several. */
    void feed(Session.Runner run, List<Tensor> tensors) {
        List<Placeholder<TInt32>> all =
                List.of(
                        ids,
                        positions,
                        segments,
                        owners,
                        sequences,
                        firstTokens,
                        allTokens,
                        maskTokens,
                        top);
        for (int i = 0; i < all.size(); i++) {
            run.feed(all.get(i), tensors.get(i));
        }
    }

    /** Feeds only what says how many rows there are and how long, which is all that layers need. */
    void feedShape(Session.Runner run, List<Tensor> tensors) {
        run.feed(ids, tensors.get(0));
    }

    private static Placeholder<TInt32> matrix(Ops tf, String name) {
        return placeholder(tf, name, Shape.of(-1, -1));
    }

    private static Placeholder<TInt32> vector(Ops tf, String name) {
        return placeholder(tf, name, Shape.of(-1));
    }

    private static Placeholder<TInt32> scalar(Ops tf, String name) {
        return placeholder(tf, name, Shape.scalar());
    }

    private static Placeholder<TInt32> placeholder(Ops tf, String name, Shape shape) {
        return tf.withName(name).placeholder(TInt32.class, Placeholder.shape(shape));
    }

    /** A list to collect the tensors of one run in. */
    static List<Tensor> tensors() {
        return new ArrayList<>(9);
    }
}
