package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingPlan;
import io.github.flinkbert.training.TrainingStep;
import java.io.PrintWriter;

/** Says how to go on where the process is told to end in the middle of a training. */
final class Interruption implements TrainingListener, AutoCloseable {

    private final PrintWriter err;
    private final String command;
    private final Thread hook = new Thread(this::say, "say-how-to-resume");
    private volatile int step;

    /**
     * @param command what goes on with the training
     */
    Interruption(PrintWriter err, String command) {
        this.err = err;
        this.command = command;
    }

    @Override
    public void started(TrainingPlan plan) {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void stepped(TrainingStep done) {
        step = done.step();
    }

    private void say() {
        err.printf(
                "%nInterrupted after step %d. From the last snapshot it goes on with:%n  %s%n",
                step, command);
        err.flush();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has spoken.
        }
    }
}
