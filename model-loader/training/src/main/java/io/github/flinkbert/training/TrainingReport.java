package io.github.flinkbert.training;

import io.github.flinkbert.training.setting.EpochScores;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * How a training went.
 *
 * @param epochs development scores, in order, those of before a resumption too; empty without
 *     development data
 * @param bestEpoch whose weights were written; the last one without development data
 * @param steps of the whole training
 * @param loss of the last steps, smoothed
 * @param tokens that this run of the program has seen, padding not counted
 * @param seconds that this run of the program spent on steps
 * @param trainedParameters numbers that changed
 * @param leftOut the checkpoint's heads that a whole model's result lacks, because they were not
 *     trained with it, as Google names them, such as {@code cls/seq_relationship}
 * @param result the folder that was written
 */
@Experimental
public record TrainingReport(
        List<EpochScores> epochs,
        int bestEpoch,
        int steps,
        double loss,
        long tokens,
        double seconds,
        long trainedParameters,
        List<String> leftOut,
        Path result) {

    public TrainingReport {
        epochs = List.copyOf(epochs);
        leftOut = List.copyOf(leftOut);
    }
}
