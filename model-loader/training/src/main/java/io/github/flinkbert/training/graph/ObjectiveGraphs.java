package io.github.flinkbert.training.graph;

import io.github.flinkbert.training.objective.AnswerExample;
import io.github.flinkbert.training.objective.LabelledSequence;
import io.github.flinkbert.training.objective.Objective;
import org.tensorflow.types.family.TNumber;

/** What an objective means as a graph. */
final class ObjectiveGraphs {

    private ObjectiveGraphs() {}

    static <T extends TNumber> ObjectiveGraph<T> of(
            Objective<?> objective, Wiring<T> wiring, Bottom<T> bottom) {
        if (objective instanceof Objective.Entities entities) {
            int labels = entities.labels().size();
            return new HeadObjective<>(
                    wiring,
                    HeadNames.LABELS,
                    labels,
                    new LabelLoss(wiring.tf(), labels),
                    LabelledSequence.class);
        }
        if (objective instanceof Objective.Answers) {
            return new HeadObjective<>(
                    wiring, HeadNames.SPANS, 2, new SpanLoss(wiring.tf()), AnswerExample.class);
        }
        return new MaskObjective<>(wiring, bottom.words());
    }
}
