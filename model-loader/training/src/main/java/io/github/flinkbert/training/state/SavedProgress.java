package io.github.flinkbert.training.state;

import io.github.flinkbert.training.setting.EpochScores;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * How far a training has come, as it stands on disk.
 *
 * @param identity of the training: settings, model and data
 * @param step steps that are done
 * @param loss smoothed
 * @param snapshot file with parameters and moments after that step
 * @param best file with the best epoch's parameters; empty before the first epoch's end
 * @param bestEpoch from 1; 0 before the first epoch's end
 * @param epochs development scores so far
 * @param format number format of the encoder; empty in what earlier versions wrote
 */
@Internal
public record SavedProgress(
        String identity,
        int step,
        double loss,
        String snapshot,
        String best,
        int bestEpoch,
        List<EpochScores> epochs,
        String format) {

    public SavedProgress {
        format = format == null ? "" : format;
        epochs = List.copyOf(epochs);
    }
}
