package io.github.flinkbert.training.graph;

import io.github.flinkbert.training.Objective;

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

    /** The head that an objective trains. */
    public static HeadNames of(Objective<?> objective) {
        if (objective instanceof Objective.Entities) {
            return LABELS;
        }
        if (objective instanceof Objective.Answers) {
            return SPANS;
        }
        throw new IllegalArgumentException("there is no head for " + objective.name());
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
