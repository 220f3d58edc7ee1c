package io.github.flinkbert.family.elmo;

import io.github.flinkbert.encoder.RawOps;
import io.github.flinkbert.encoder.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One LSTM of each direction, both in the same operations: what the input contributes to the gates,
 * of all tokens at once, and {@link #STEPS} steps, which are run again and again. Several steps a
 * run, for a run by itself takes time: a step of 32 streams of cells of 64 numbers took 115 µs with
 * 8 steps a run, 165 µs with one. (A while loop of TensorFlow's would need lists of tensors as
 * arguments of a function, which its Java API cannot make.)
 *
 * <p>Source: {@code _build_lstms} of bilm-tf's {@code model.py}, and the {@code LSTMCell} of
 * TensorFlow 1, whose forget gate has 1 added.
 *
 * @param input [2, tokens, projection], in the order of the steps
 * @param gates [2, tokens, 4 × dim]: the input's part of them
 * @param fedGates the same, for the steps
 * @param firsts place of each step's first token, [STEPS]
 * @param counts tokens of each step, [STEPS]
 * @param state what was given in the step before, [2, streams, projection]
 * @param cell the cells' content then, [2, streams, dim]
 * @param given what is given in all steps, one after the other, [2, tokens of these, projection]
 * @param lastState what was given in the last of them
 * @param lastCell the cells' content then
 */
record LstmGraph(
        Placeholder<TFloat32> input,
        Operand<TFloat32> gates,
        Placeholder<TFloat32> fedGates,
        Placeholder<TInt32> firsts,
        Placeholder<TInt32> counts,
        Placeholder<TFloat32> state,
        Placeholder<TFloat32> cell,
        Operand<TFloat32> given,
        Operand<TFloat32> lastState,
        Operand<TFloat32> lastCell) {

    /** Steps of one run. */
    static final int STEPS = 8;

    private static final int GATES = 4;

    static LstmGraph of(Ops tf, ElmoOptions options, Variables<TFloat32> variables, int layer) {
        return new Builder(tf, options, variables, "lstm_" + layer + "/").graph();
    }

    private static final class Builder {

        private final Ops tf;
        private final ElmoOptions options;
        private final Operand<TFloat32> inputKernel;
        private final Operand<TFloat32> bias;
        private final Operand<TFloat32> stateKernel;
        private final List<Operand<TFloat32>> projection;

        Builder(Ops tf, ElmoOptions options, Variables<TFloat32> variables, String at) {
            this.tf = tf;
            this.options = options;
            inputKernel = variables.get(at + "input");
            stateKernel = variables.get(at + "state");
            bias = variables.get(at + "bias");
            projection =
                    options.projectsCells() ? List.of(variables.get(at + "projection")) : List.of();
        }

        LstmGraph graph() {
            Placeholder<TFloat32> input = matrices(options.projection());
            Operand<TFloat32> gates =
                    RawOps.add(tf, RawOps.batchMatMul(tf, input, inputKernel, false), bias);
            Placeholder<TFloat32> fedGates = matrices(GATES * options.dim());
            Placeholder<TInt32> firsts = numbers();
            Placeholder<TInt32> counts = numbers();
            Placeholder<TFloat32> state = matrices(options.projection());
            Placeholder<TFloat32> cell = matrices(options.dim());
            List<Operand<TFloat32>> given = new ArrayList<>();
            Operand<TFloat32> lastState = state;
            Operand<TFloat32> lastCell = cell;
            for (int step = 0; step < STEPS; step++) {
                Operand<TInt32> size = triple(2, element(counts, step), -1);
                Operand<TFloat32> ofInput =
                        tf.slice(fedGates, triple(0, element(firsts, step), 0), size);
                Operand<TInt32> begin = tf.constant(new int[] {0, 0, 0});
                Operand<TFloat32> ofState =
                        RawOps.batchMatMul(
                                tf, tf.slice(lastState, begin, size), stateKernel, false);
                List<Output<TFloat32>> parts =
                        tf.split(tf.constant(2), RawOps.add(tf, ofInput, ofState), (long) GATES)
                                .output();
                lastCell = cell(parts, tf.slice(lastCell, begin, size));
                lastState = given(parts.get(3), lastCell);
                given.add(lastState);
            }
            return new LstmGraph(
                    input,
                    gates,
                    fedGates,
                    firsts,
                    counts,
                    state,
                    cell,
                    tf.concat(given, tf.constant(1)),
                    lastState,
                    lastCell);
        }

        /**
         * The cells' content after a step.
         *
         * @param parts of the gates: input, candidate, forget, output
         */
        private Operand<TFloat32> cell(List<Output<TFloat32>> parts, Operand<TFloat32> before) {
            Operand<TFloat32> added =
                    tf.math.mul(tf.math.sigmoid(parts.get(0)), tf.math.tanh(parts.get(1)));
            Operand<TFloat32> kept = tf.math.mul(tf.math.sigmoid(parts.get(2)), before);
            return clipped(RawOps.add(tf, kept, added), options.cellClip());
        }

        /** What a step gives. */
        private Operand<TFloat32> given(Operand<TFloat32> gate, Operand<TFloat32> cell) {
            Operand<TFloat32> open = tf.math.mul(tf.math.sigmoid(gate), tf.math.tanh(cell));
            return projection.isEmpty()
                    ? open
                    : clipped(
                            RawOps.batchMatMul(tf, open, projection.get(0), false),
                            options.projectionClip());
        }

        private Operand<TFloat32> clipped(Operand<TFloat32> x, OptionalDouble most) {
            if (most.isEmpty()) {
                return x;
            }
            float bound = (float) most.getAsDouble();
            return tf.clipByValue(x, tf.constant(-bound), tf.constant(bound));
        }

        private Placeholder<TFloat32> matrices(int width) {
            return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, -1, width)));
        }

        private Placeholder<TInt32> numbers() {
            return tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(STEPS)));
        }

        /** One number of several, in a vector of one. */
        private Operand<TInt32> element(Operand<TInt32> numbers, int index) {
            return tf.slice(numbers, tf.constant(new int[] {index}), tf.constant(new int[] {1}));
        }

        private Operand<TInt32> triple(int first, Operand<TInt32> second, int third) {
            return tf.concat(
                    List.of(tf.constant(new int[] {first}), second, tf.constant(new int[] {third})),
                    tf.constant(0));
        }
    }
}
