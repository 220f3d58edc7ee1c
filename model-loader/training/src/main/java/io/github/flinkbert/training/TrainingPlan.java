package io.github.flinkbert.training;

import java.nio.file.Path;
import org.apache.flink.annotation.Experimental;

/**
 * What is about to be done.
 *
 * @param objective the objective's name
 * @param checkpoint short name of the model that is trained on
 * @param examples how many there are
 * @param tokensPerEpoch padding not counted
 * @param epochs as set
 * @param steps of all epochs, as estimated where packing cannot say beforehand
 * @param resumedAt steps that an earlier run has done; 0 for a new training
 * @param layers of the encoder
 * @param fromLayer the lowest layer that is trained
 * @param trainedParameters numbers that change
 * @param featureBytes disk that the frozen layers' hidden states take; 0 where they are not kept
 * @param format number format of the encoder: {@code float32} or {@code bfloat16}
 * @param folder where snapshots and features lie
 */
@Experimental
public record TrainingPlan(
        String objective,
        String checkpoint,
        int examples,
        long tokensPerEpoch,
        int epochs,
        int steps,
        int resumedAt,
        int layers,
        int fromLayer,
        long trainedParameters,
        long featureBytes,
        String format,
        Path folder) {}
