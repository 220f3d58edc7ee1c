package io.github.flinkbert.training.objective;

import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Experimental;

/**
 * The head that an objective trains, as the result's files name it.
 *
 * @param modules layers that are trained whole, whatever else is: the head, and what of the release
 *     is trained with it
 * @param taskType PEFT's {@code task_type}, such as {@code TOKEN_CLS}
 * @param labels of the outputs, in their order, for {@code id2label.json}; empty where outputs have
 *     no labels
 * @param architecture Hugging Face's name of the model's class, for the {@code config.json} of a
 *     model that was trained whole; empty where names and shapes of the variables say it
 */
@Experimental
public record TrainedHead(
        List<SavedModule> modules,
        String taskType,
        List<String> labels,
        Optional<String> architecture) {

    public TrainedHead {
        modules = List.copyOf(modules);
        labels = List.copyOf(labels);
    }
}
