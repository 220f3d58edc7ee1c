package io.github.flinkbert.training.model;

import io.github.flinkbert.encoder.NativeShutdownGuard;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.JointGraph;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/**
 * One loss of several batches, in the memory of one: the vectors of all first, then the loss's
 * gradient of the vectors, then batch by batch the rest of the way back (Gao et al. 2021, section
 * 3.2). Each batch is run forward twice, with the same dropout, so the gradient is the one that a
 * single run would give.
 *
 * @param loss of all vectors, a scalar
 * @param accumulate adds a run's gradients to the sums
 */
record GradientCache(
        Session session, JointGraph<?> joint, Operand<TFloat32> loss, List<Op> accumulate) {

    /** Makes a run's inputs. */
    interface Runs {

        /**
         * @param part number of the batch, from 0; equal numbers, equal dropout
         */
        Feeding of(PackedBatch batch, int part);
    }

    /**
     * @param examples of each batch, in the order of its sequences
     * @return the loss
     */
    double learn(
            Runs runs,
            List<PackedBatch> batches,
            List<? extends List<? extends Example>> examples) {
        List<float[]> vectors = new ArrayList<>();
        for (int part = 0; part < batches.size(); part++) {
            try (Feeding feeding = runs.of(batches.get(part), part);
                    Result result = run(feeding.run().fetch(joint.scores()))) {
                vectors.add(floats(result.get(0)));
            }
        }
        List<Example> all = new ArrayList<>();
        examples.forEach(all::addAll);
        float[] joined = joined(vectors);
        int size = joined.length / all.size();
        float[] gradient;
        double found;
        try (Feeding feeding = new Feeding(session.runner())) {
            feeding.put(joint.vectors(), Shape.of(all.size(), size), joined);
            joint.feed(feeding, all);
            try (Result result = run(feeding.run().fetch(loss).fetch(joint.gradient()))) {
                found = ((TFloat32) result.get(0)).getFloat();
                gradient = floats(result.get(1));
            }
        }
        int at = 0;
        for (int part = 0; part < batches.size(); part++) {
            float[] own = new float[vectors.get(part).length];
            System.arraycopy(gradient, at, own, 0, own.length);
            at += own.length;
            try (Feeding feeding = runs.of(batches.get(part), part)) {
                feeding.put(joint.gradient(), Shape.of(own.length / size, size), own);
                accumulate.forEach(feeding.run()::addTarget);
                run(feeding.run()).close();
            }
        }
        return found;
    }

    private static Result run(Session.Runner runner) {
        return NativeShutdownGuard.ofProcess().during(runner::run);
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[(int) tensor.shape().size()];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    private static float[] joined(List<float[]> parts) {
        float[] joined = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
