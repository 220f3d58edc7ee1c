package io.github.flinkbert.training.entities;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import io.github.flinkbert.training.objective.SavedModule;
import io.github.flinkbert.training.objective.TokenHeadGraph;
import io.github.flinkbert.training.objective.TrainedHead;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.types.family.TNumber;

/**
 * A label for each token; the loss is the mean over the tokens that have one.
 *
 * @param labels in the order of the head's outputs
 */
@Experimental
public record EntityObjective(List<String> labels) implements Objective<LabelledSequence> {

    private static final SavedModule CLASSIFIER =
            SavedModule.head("output_weights", "output_bias", "classifier");

    public EntityObjective {
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

    @Override
    public String identity() {
        return "Entities[labels=%s]".formatted(labels);
    }

    @Override
    public Optional<TrainedHead> head() {
        // A head on whole texts would have the same name and shape.
        return Optional.of(
                new TrainedHead(
                        List.of(CLASSIFIER),
                        "TOKEN_CLS",
                        labels,
                        Optional.of("BertForTokenClassification")));
    }

    @Override
    public <T extends TNumber> ObjectiveGraph<T> graph(
            Wiring<T> wiring, Supplier<WordEmbeddings> words) {
        return new TokenHeadGraph<>(
                wiring,
                CLASSIFIER,
                labels.size(),
                new LabelLoss(wiring.tf(), labels.size()),
                LabelledSequence.class);
    }
}
