package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.training.TrainingListener;
import java.io.PrintWriter;

/**
 * Says how to go on where the process is told to end in the middle of a training.
 *
 * @param command what goes on with the training
 */
record Interruption(PrintWriter err, String command) implements TrainingListener {

    @Override
    public void interrupted(int keptStep) {
        if (keptStep > 0) {
            err.printf(
                    "%nInterrupted. Everything up to step %d is kept; the training goes on with:%n"
                            + "  %s%n",
                    keptStep, command);
        } else {
            err.printf(
                    "%nInterrupted before the first step was done: there is nothing to go on from."
                            + " The training begins again with:%n  %s%n",
                    command);
        }
        err.flush();
    }
}
