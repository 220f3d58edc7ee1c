package io.github.flinkbert.checkpoint;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What the scores of a head for whole texts are: {@code problem_type} of Hugging Face's
 * configuration.
 */
@PublicEvolving
public enum ProblemType {
    /** As the model's files say, or by the default of the library that trained it. */
    AS_TRAINED,
    /** The scores themselves, of any size: {@code regression}. */
    REGRESSION,
    /**
     * One of many labels holds, softmax: {@code single_label_classification}. A single output says
     * by its sigmoid whether its label holds.
     */
    SINGLE_LABEL,
    /** Any number of labels hold, a sigmoid each: {@code multi_label_classification}. */
    MULTI_LABEL
}
