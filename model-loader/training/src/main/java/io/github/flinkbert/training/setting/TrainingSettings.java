package io.github.flinkbert.training.setting;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.annotation.Experimental;

/**
 * Everything that decides how a training goes, but for model, objective and examples.
 *
 * @param seed of the order of examples, of what is left out, masked and drawn at the beginning:
 *     equal seeds give equal numbers, resumed or not
 * @param start an adapter's folder, whose values the training begins with: one that was trained on
 *     the same checkpoint, with the same tuning method and labels
 */
@Experimental
public record TrainingSettings(
        TuningMethod tuning,
        Optimization optimization,
        Execution execution,
        long seed,
        Optional<Path> start) {

    public static final TrainingSettings DEFAULT =
            new TrainingSettings(
                    TuningMethod.Lora.DEFAULT, Optimization.DEFAULT, Execution.DEFAULT, 20181011L);

    /** Of a training that begins with nothing but the checkpoint. */
    public TrainingSettings(
            TuningMethod tuning, Optimization optimization, Execution execution, long seed) {
        this(tuning, optimization, execution, seed, Optional.empty());
    }

    /** The same but for the epochs. */
    public TrainingSettings withEpochs(int epochs) {
        return new TrainingSettings(
                tuning, optimization.withEpochs(epochs), execution, seed, start);
    }
}
