package io.github.flinkbert.flink.task.duplicates;

import io.github.flinkbert.flink.binding.TaskKey;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The first text that a text says nearly the same as. No model is asked: the job compares vectors
 * behind it.
 */
@PublicEvolving
public final class DuplicatesTask {

    /** The identity of the first one; there is no result where there is none. */
    public static final TaskKey<String> FIRST = TaskKey.named("near-duplicates");

    private DuplicatesTask() {}
}
