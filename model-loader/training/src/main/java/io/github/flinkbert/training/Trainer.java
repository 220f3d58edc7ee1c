package io.github.flinkbert.training;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Experimental;

/** Trains a checkpoint for an objective. One training is one thread's. */
@Experimental
public final class Trainer {

    private Trainer() {}

    /**
     * Trains, and writes the best epoch's result into a folder: a PEFT adapter, or a checkpoint in
     * Google's layout where the tuning method is {@link TuningMethod.Full}.
     *
     * @param base where the checkpoint can be had, as the result will name it
     * @param folder of the result; what is needed to resume lies in {@code state} below it
     * @param resume go on where an earlier run in this folder was ended, whatever ended it; begins
     *     anew where there is nothing to go on with
     * @throws TrainingException if the checkpoint is of a family that is not trained, the folder
     *     holds another training, or one that was not to be resumed
     */
    public static <E extends Example> TrainingReport train(
            Checkpoint checkpoint,
            String base,
            Objective<E> objective,
            List<E> examples,
            Optional<DevelopmentScorer> development,
            TrainingSettings settings,
            Path folder,
            boolean resume,
            TrainingListener listener) {
        if (!checkpoint.takesAdapters()) {
            throw new TrainingException(
                    "%s is a model of the family %s, which is not trained here; expected a BERT"
                            .formatted(checkpoint.name(), checkpoint.family()));
        }
        if (examples.isEmpty()) {
            throw new TrainingException("there must be at least one example, found none");
        }
        objective.require(checkpoint, settings.tuning());
        try (TrainingContext context =
                TrainingContext.open(checkpoint, base, objective, examples, settings, folder)) {
            return new TrainingLoop<>(
                            context, objective, examples, development, settings, folder, listener)
                    .run(resume);
        }
    }
}
