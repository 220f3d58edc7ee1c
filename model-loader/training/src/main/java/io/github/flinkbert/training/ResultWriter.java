package io.github.flinkbert.training;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.training.objective.TrainedHead;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TuningMethod;
import io.github.flinkbert.training.state.WholeModelWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** Writes what a training made: a PEFT adapter, or a checkpoint in Google's layout. */
final class ResultWriter {

    private ResultWriter() {}

    /** The checkpoint's heads that the result lacks: an adapter leaves them where they are. */
    static List<String> leftOut(TrainingContext context, TuningMethod tuning) {
        return tuning instanceof TuningMethod.Full
                ? WholeModelWriter.leftOut(
                        context.checkpoint(), context.graph().state().shapes().keySet())
                : List.of();
    }

    /**
     * @param values the trained parameters, row-major
     */
    static void write(
            TrainingContext context,
            Optional<TrainedHead> head,
            TuningMethod tuning,
            Map<String, float[]> values,
            Path folder) {
        Map<String, Shape> shapes = context.graph().state().shapes();
        Checkpoint checkpoint = context.checkpoint();
        try {
            if (tuning instanceof TuningMethod.Full) {
                WholeModelWriter.write(folder, checkpoint, head, shapes, values);
            } else {
                context.adapterWriter().write(folder, head, tuning, shapes, values);
            }
        } catch (IOException e) {
            throw new TrainingException(
                    "the result cannot be written to %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
