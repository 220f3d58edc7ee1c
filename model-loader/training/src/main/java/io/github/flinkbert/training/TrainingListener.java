package io.github.flinkbert.training;

import io.github.flinkbert.training.setting.EpochScores;
import org.apache.flink.annotation.Experimental;

/**
 * Hears how a training goes on; called on the training's own thread, but for {@link #interrupted}.
 */
@Experimental
public interface TrainingListener {

    /** Hears nothing. */
    static TrainingListener silent() {
        return new TrainingListener() {};
    }

    /** Before any work. */
    default void started(TrainingPlan plan) {}

    /**
     * While the frozen layers' hidden states are computed, which later epochs are spared.
     *
     * @param tokens done so far
     * @param ofTokens to be done
     */
    default void prepared(long tokens, long ofTokens) {}

    /**
     * Before the first step, once the time of one has been measured.
     *
     * @param steps to come
     * @param seconds that they will take, evaluation left out
     */
    default void estimated(int steps, double seconds) {}

    /** After each step. */
    default void stepped(TrainingStep step) {}

    /** After each epoch, where there is development data. */
    default void evaluated(EpochScores scores) {}

    /**
     * The process is told to end, and what could be kept of the training has been kept. Unlike all
     * others this is called on a thread of its own.
     *
     * @param keptStep the step to go on after; 0 where none was done
     */
    default void interrupted(int keptStep) {}

    /** When the result has been written. */
    default void finished(TrainingReport report) {}
}
