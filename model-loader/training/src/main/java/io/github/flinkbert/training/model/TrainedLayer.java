package io.github.flinkbert.training.model;

import io.github.flinkbert.training.graph.Dense;
import io.github.flinkbert.training.graph.Gelu;
import io.github.flinkbert.training.graph.Norm;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A transformer layer (Vaswani et al. 2017, post-normalisation, as in Google's modeling.py) with
 * its backward pass. Attention weights are not dropped out.
 */
final class TrainedLayer<T extends TNumber> {

    private final Wiring<T> wiring;
    private final Dense<T> query;
    private final Dense<T> key;
    private final Dense<T> value;
    private final TrainedAttention<T> attention;
    private final Dense<T> attentionOutput;
    private final Norm<T> attentionNorm;
    private final Dense<T> intermediate;
    private final Gelu<T> activation;
    private final Dense<T> output;
    private final Norm<T> outputNorm;

    TrainedLayer(Wiring<T> wiring, int layer, Operand<TFloat32> mask) {
        this.wiring = wiring;
        String at = "bert/encoder/layer_" + layer + "/";
        query = dense(at, TuningMethod.Target.QUERY);
        key = dense(at, TuningMethod.Target.KEY);
        value = dense(at, TuningMethod.Target.VALUE);
        attention = new TrainedAttention<>(wiring, mask);
        attentionOutput = dense(at, TuningMethod.Target.ATTENTION_OUTPUT);
        attentionNorm = new Norm<>(wiring, at + "attention/output/LayerNorm/", 2 * layer + 1);
        intermediate = dense(at, TuningMethod.Target.INTERMEDIATE);
        activation = new Gelu<>(wiring);
        output = dense(at, TuningMethod.Target.OUTPUT);
        outputNorm = new Norm<>(wiring, at + "output/LayerNorm/", 2 * layer + 2);
    }

    private Dense<T> dense(String at, TuningMethod.Target target) {
        boolean lowRank =
                wiring.tuning() instanceof TuningMethod.Lora lora
                        && lora.targets().contains(target);
        return new Dense<>(wiring, at + target.variable(), lowRank);
    }

    /** [n, hidden size] to the same. */
    Operand<T> forward(Operand<T> x) {
        Operand<T> context = attention.forward(query.forward(x), key.forward(x), value.forward(x));
        Operand<T> attended = attentionNorm.forward(attentionOutput.forward(context), x);
        Operand<T> wide = activation.forward(intermediate.forward(attended));
        return outputNorm.forward(output.forward(wide), attended);
    }

    /** Notes the parameters' gradients; of the output's gradient makes the input's. */
    Operand<T> backward(Operand<T> dy) {
        Norm.Back<T> upper = toAttention(dy);
        TrainedAttention.Back<T> parts =
                attention.backward(attentionOutput.backward(upper.sublayer()));
        return sum(
                List.of(
                        upper.residual(),
                        query.backward(parts.queries()),
                        key.backward(parts.keys()),
                        value.backward(parts.values())));
    }

    /** Notes the parameters' gradients, where nothing below is trained. */
    void learn(Operand<T> dy) {
        Norm.Back<T> upper = toAttention(dy);
        TrainedAttention.Back<T> parts =
                attention.backward(attentionOutput.backward(upper.sublayer()));
        query.learn(parts.queries());
        key.learn(parts.keys());
        value.learn(parts.values());
    }

    private Norm.Back<T> toAttention(Operand<T> dy) {
        Norm.Back<T> top = outputNorm.backward(dy);
        Operand<T> attended =
                intermediate.backward(activation.backward(output.backward(top.sublayer())));
        return attentionNorm.backward(sum(List.of(top.residual(), attended)));
    }

    private Operand<T> sum(List<Operand<T>> parts) {
        return wiring.fused()
                .one(
                        "sum" + parts.size(),
                        parts,
                        wiring.type(),
                        (tf, in) -> List.of(tf.math.addN(in)));
    }
}
