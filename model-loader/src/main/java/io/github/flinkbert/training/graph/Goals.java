package io.github.flinkbert.training.graph;

import io.github.flinkbert.training.AnswerExample;
import io.github.flinkbert.training.LabelledSequence;
import io.github.flinkbert.training.Objective;
import org.tensorflow.types.family.TNumber;

/** What an objective means as a graph. */
final class Goals {

    private Goals() {}

    static <T extends TNumber> Goal<T> of(
            Objective<?> objective, Wiring<T> wiring, Bottom<T> bottom) {
        if (objective instanceof Objective.Entities entities) {
            int labels = entities.labels().size();
            return new HeadGoal<>(
                    wiring,
                    HeadNames.LABELS,
                    labels,
                    new LabelLoss(wiring.tf(), labels),
                    LabelledSequence.class);
        }
        if (objective instanceof Objective.Answers) {
            return new HeadGoal<>(
                    wiring, HeadNames.SPANS, 2, new SpanLoss(wiring.tf()), AnswerExample.class);
        }
        return new MaskGoal<>(wiring, bottom.words());
    }
}
