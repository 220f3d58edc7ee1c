package io.github.flinkbert.training.graph;

import io.github.flinkbert.training.Example;
import io.github.flinkbert.training.Objective;
import org.tensorflow.types.family.TNumber;

/** The head that an objective needs, and what judges it. */
record HeadLoss<T extends TNumber, E extends Example>(TokenHead<T> head, Loss<E> loss) {

    @SuppressWarnings("unchecked") // an objective's examples are of its own type
    static <T extends TNumber, E extends Example> HeadLoss<T, E> of(
            Objective<E> objective, Wiring<T> wiring) {
        if (objective instanceof Objective.Entities entities) {
            int labels = entities.labels().size();
            return new HeadLoss<>(
                    head(wiring, HeadNames.LABELS, labels),
                    (Loss<E>) new LabelLoss(wiring.tf(), labels));
        }
        if (objective instanceof Objective.Answers) {
            return new HeadLoss<>(
                    head(wiring, HeadNames.SPANS, 2), (Loss<E>) new SpanLoss(wiring.tf()));
        }
        throw new IllegalArgumentException("there is no head for " + objective.name());
    }

    private static <T extends TNumber> TokenHead<T> head(
            Wiring<T> wiring, HeadNames names, int outputs) {
        return new TokenHead<>(wiring, names.kernel(), names.bias(), outputs);
    }
}
