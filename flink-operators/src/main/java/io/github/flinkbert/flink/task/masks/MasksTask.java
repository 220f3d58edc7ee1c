package io.github.flinkbert.flink.task.masks;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.task.masks.Masks;
import org.apache.flink.annotation.PublicEvolving;

/** Words for each mask of a text. A text without one is rejected. The Kafka job does not ask it. */
@PublicEvolving
public final class MasksTask {

    public static final TaskKey<Masks> KEY = TaskKey.named("masks");

    private MasksTask() {}

    /**
     * @param words how many each mask gets
     */
    public static TaskRequest top(int words) {
        return new MasksRequest(words);
    }
}
