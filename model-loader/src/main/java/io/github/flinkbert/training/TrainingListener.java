package io.github.flinkbert.training;

/** Hears how a training goes on; always called on the training's own thread. */
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

    /** After each step. */
    default void stepped(TrainingStep step) {}

    /** After each epoch, where there is development data. */
    default void evaluated(EpochScores scores) {}

    /** When the result has been written. */
    default void finished(TrainingReport report) {}
}
