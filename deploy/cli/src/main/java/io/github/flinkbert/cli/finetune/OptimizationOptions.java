package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How the weights follow the gradients; every default is good for a first try. */
final class OptimizationOptions {

    /** Devlin et al. 2019, appendix A.3, for the whole model: the least of three or four. */
    private static final double FULL_LEARNING_RATE = 3e-5;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "How often all examples are seen (default: 3; head: 10; where that makes fewer"
                            + " than 300 steps, as many as do, 150 at most).")
    private Optional<Integer> epochs = Optional.empty();

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            description =
                    "End after N steps where the epochs make more; the learning rate has fallen to"
                            + " 0 by then.")
    private Optional<Integer> maxSteps = Optional.empty();

    @Option(
            names = "--batch-tokens",
            paramLabel = "N",
            description = "Tokens of one run, padding included (default: 1024).")
    private Optional<Integer> batchTokens = Optional.empty();

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            description = "Runs whose gradients one step gathers (default: 1).")
    private Optional<Integer> accumulate = Optional.empty();

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description =
                    "At the end of the warm-up; it then falls to 0 (default: 5e-4; head: 1e-3;"
                            + " full: 3e-5).")
    private Optional<Double> learningRate = Optional.empty();

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            description = "Share of all steps in which the rate rises (default: 0.06).")
    private Optional<Double> warmUp = Optional.empty();

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            description = "Decoupled weight decay, AdamW's (default: 0.01).")
    private Optional<Double> weightDecay = Optional.empty();

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "Greatest norm of a step's gradient (default: 1).")
    private Optional<Double> clipNorm = Optional.empty();

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "Share of hidden units left out (default: 0.1).")
    private Optional<Double> dropout = Optional.empty();

    /** Whether the user says how many. */
    boolean namesEpochs() {
        return epochs.isPresent();
    }

    Optimization optimization(TuningMethod tuning) {
        Optimization usual = Optimization.DEFAULT;
        boolean head = tuning instanceof TuningMethod.HeadOnly;
        double rate =
                tuning instanceof TuningMethod.Full ? FULL_LEARNING_RATE : usual.learningRate();
        return new Optimization(
                epochs.orElse(head ? 10 : usual.epochs()),
                batchTokens.orElse(usual.batchTokens()),
                accumulate.orElse(usual.accumulation()),
                learningRate.orElse(head ? 2 * usual.learningRate() : rate),
                warmUp.orElse(usual.warmUpShare()),
                weightDecay.orElse(usual.weightDecay()),
                clipNorm.orElse(usual.clipNorm()),
                dropout.orElse(usual.dropout()),
                maxSteps.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }
}
