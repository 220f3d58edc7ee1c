package io.github.flinkbert.flink.binding;

import org.apache.flink.annotation.PublicEvolving;

/**
 * Names a task, and finds its result: {@code enriched.get(key)}. Each task has one, a constant of
 * its package; equal is only the same.
 *
 * @param <R> the task's result; immutable
 */
@SuppressWarnings("UnusedTypeParameter") // it types what is found by it
@PublicEvolving
public final class TaskKey<R> {

    private final String name;

    private TaskKey(String name) {
        this.name = name;
    }

    /**
     * @param name as options and state have it, in kebab-case
     */
    public static <R> TaskKey<R> named(String name) {
        return new TaskKey<>(name);
    }

    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
