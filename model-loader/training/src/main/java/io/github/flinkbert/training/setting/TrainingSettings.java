package io.github.flinkbert.training.setting;

import org.apache.flink.annotation.Experimental;

/**
 * Everything that decides how a training goes, but for model, objective and examples.
 *
 * @param seed of the order of examples, of what is left out, masked and drawn at the beginning:
 *     equal seeds give equal numbers, resumed or not
 */
@Experimental
public record TrainingSettings(
        TuningMethod tuning, Optimization optimization, Execution execution, long seed) {

    public static final TrainingSettings DEFAULT =
            new TrainingSettings(
                    TuningMethod.Lora.DEFAULT, Optimization.DEFAULT, Execution.DEFAULT, 20181011L);

    /** The same but for the epochs. */
    public TrainingSettings withEpochs(int epochs) {
        return new TrainingSettings(tuning, optimization.withEpochs(epochs), execution, seed);
    }
}
