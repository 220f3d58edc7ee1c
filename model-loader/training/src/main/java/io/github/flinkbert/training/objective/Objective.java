package io.github.flinkbert.training.objective;

import io.github.flinkbert.failure.CheckpointException;
import java.util.List;

/** What is learnt. */
public sealed interface Objective<E extends Example> {

    /** The command's word for it. */
    String name();

    /**
     * A label for each token; the loss is the mean over the tokens that have one.
     *
     * @param labels in the order of the head's outputs
     */
    record Entities(List<String> labels) implements Objective<LabelledSequence> {
        public Entities {
            labels = List.copyOf(labels);
            if (labels.size() < 2 || labels.size() > LabelledSequence.MOST_LABELS) {
                throw new CheckpointException(
                        "there must be 2 to %d labels, found %d"
                                .formatted(LabelledSequence.MOST_LABELS, labels.size()));
            }
        }

        @Override
        public String name() {
            return "entities";
        }
    }

    /**
     * Where an answer starts and ends: two softmaxes over a sequence's tokens, the loss their mean,
     * as in {@code run_squad.py}.
     */
    record Answers() implements Objective<AnswerExample> {
        @Override
        public String name() {
            return "answers";
        }
    }

    /**
     * Masked words (Devlin et al. 2019, section 3.1): of the tokens chosen, 80 % become {@code
     * [MASK]}, 10 % a random piece, 10 % stay.
     *
     * @param share of tokens chosen; 0.15 in Google's release
     * @param wholeWords whether a word's pieces are chosen together
     */
    record Mask(double share, boolean wholeWords) implements Objective<PlainSequence> {
        @Override
        public String name() {
            return "mask";
        }
    }
}
