package io.github.flinkbert.training.setting;

import java.util.OptionalInt;
import org.apache.flink.annotation.Experimental;

/**
 * How the weights follow the gradients: AdamW (Loshchilov and Hutter 2019, "Decoupled Weight Decay
 * Regularization"), warm-up and linear decay, as {@code optimization.py} of Google's release does
 * it, but for Adam's bias correction, which that leaves out.
 *
 * @param epochs how often all examples are seen, at least 1
 * @param batchTokens tokens of one run, padding included; rounded to whole rows
 * @param accumulation runs whose gradients one step gathers, at least 1
 * @param learningRate at the end of the warm-up
 * @param warmUpShare share of all steps in which the rate rises from 0
 * @param weightDecay decoupled; not applied to biases and normalisations
 * @param clipNorm greatest global norm of a step's gradient
 * @param dropout share of hidden units left out after each sublayer, and before the head
 * @param maxSteps after which the training ends, whatever the epochs; the rate then has fallen to 0
 */
@Experimental
public record Optimization(
        int epochs,
        int batchTokens,
        int accumulation,
        double learningRate,
        double warmUpShare,
        double weightDecay,
        double clipNorm,
        double dropout,
        OptionalInt maxSteps) {

    /** Three epochs of some thousand tokens a step, for LoRA. */
    public static final Optimization DEFAULT =
            new Optimization(3, 1024, 1, 5e-4, 0.06, 0.01, 1.0, 0.1, OptionalInt.empty());

    public Optimization {
        require(epochs >= 1, "epochs must be at least 1, found " + epochs);
        require(batchTokens >= 1, "batch tokens must be at least 1, found " + batchTokens);
        require(accumulation >= 1, "accumulation must be at least 1, found " + accumulation);
        require(learningRate > 0, "the learning rate must be positive, found " + learningRate);
        require(
                warmUpShare >= 0 && warmUpShare < 1,
                "the warm-up's share must be from 0 to below 1, found " + warmUpShare);
        require(weightDecay >= 0, "weight decay must be 0 or more, found " + weightDecay);
        require(clipNorm > 0, "the clip norm must be positive, found " + clipNorm);
        require(dropout >= 0 && dropout < 1, "dropout must be from 0 to below 1, found " + dropout);
        require(
                maxSteps.orElse(1) >= 1,
                "the most steps must be at least 1, found " + maxSteps.orElse(1));
    }

    /** The same but for the epochs. */
    public Optimization withEpochs(int others) {
        return new Optimization(
                others,
                batchTokens,
                accumulation,
                learningRate,
                warmUpShare,
                weightDecay,
                clipNorm,
                dropout,
                maxSteps);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
