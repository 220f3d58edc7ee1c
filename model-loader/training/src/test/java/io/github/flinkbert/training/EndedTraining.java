package io.github.flinkbert.training;

import java.util.Map;
import java.util.function.Consumer;

/** Ends a training from within, as no handler of an ending process could. */
public final class EndedTraining extends Error {

    private static final long serialVersionUID = 1L;

    /**
     * Looks at each step, and ends the training after one.
     *
     * @param end number of that step, -1 for none
     */
    public static TrainingListener after(int end, Consumer<TrainingStep> look) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingStep step) {
                look.accept(step);
                if (step.step() == end) {
                    throw new EndedTraining();
                }
            }
        };
    }

    /** Notes the loss of each step, and ends the training after one. */
    public static TrainingListener noting(Map<Integer, Double> losses, int end) {
        return after(end, step -> losses.put(step.step(), step.loss()));
    }
}
