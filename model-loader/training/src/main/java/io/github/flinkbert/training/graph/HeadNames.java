package io.github.flinkbert.training.graph;

import io.github.flinkbert.training.objective.Objective;
import java.util.Optional;

/** Google's names of a head's variables, and PEFT's of the module that they are. */
public enum HeadNames {
    LABELS("output_weights", "output_bias", "classifier", "TOKEN_CLS"),
    SPANS("cls/squad/output_weights", "cls/squad/output_bias", "qa_outputs", "QUESTION_ANS");

    private final String kernel;
    private final String bias;
    private final String module;
    private final String task;

    HeadNames(String kernel, String bias, String module, String task) {
        this.kernel = kernel;
        this.bias = bias;
        this.module = module;
        this.task = task;
    }

    /** The new head that an objective trains; masked words have the release's own. */
    public static Optional<HeadNames> of(Objective<?> objective) {
        if (objective instanceof Objective.Entities) {
            return Optional.of(LABELS);
        }
        return objective instanceof Objective.Answers ? Optional.of(SPANS) : Optional.empty();
    }

    public String kernel() {
        return kernel;
    }

    public String bias() {
        return bias;
    }

    /** Hugging Face's module. */
    public String module() {
        return module;
    }

    /** PEFT's {@code task_type}. */
    public String task() {
        return task;
    }
}
