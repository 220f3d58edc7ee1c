package io.github.flinkbert.training.labels;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.training.graph.Pooler;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import io.github.flinkbert.training.objective.SavedModule;
import io.github.flinkbert.training.objective.TrainedHead;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.types.family.TNumber;

/**
 * Labels of a whole sequence, by its first token: pooler, dropout, dense layer (Devlin et al. 2019,
 * section 4.1; {@code create_model} of Google's {@code run_classifier.py}). The pooler begins with
 * the release's numbers and is trained, too.
 *
 * @param labels in the order of the head's outputs; of a score its name alone
 * @param positiveWeights for each label of several, how much more a text counts that has it than
 *     one that has it not; 1 each for what is not weighed
 */
@Experimental
public record LabelObjective(ProblemType problem, List<String> labels, List<Float> positiveWeights)
        implements Objective<LabelExample> {

    static final SavedModule CLASSIFIER =
            SavedModule.head("output_weights", "output_bias", "classifier");

    private static final SavedModule POOLER = SavedModule.layer(Pooler.NAME, Pooler.MODULE);

    public LabelObjective {
        labels = List.copyOf(labels);
        positiveWeights = List.copyOf(positiveWeights);
        String word = LabelConfig.word(problem);
        int least = problem == ProblemType.SINGLE_LABEL ? 2 : 1;
        if (labels.size() < least
                || (problem == ProblemType.REGRESSION && labels.size() > 1)
                || positiveWeights.size() != labels.size()) {
            throw new CheckpointException(
                    "%s needs %s and a weight for each, found %d labels and %d weights"
                            .formatted(
                                    word,
                                    problem == ProblemType.REGRESSION
                                            ? "one output"
                                            : least == 2
                                                    ? "at least two labels"
                                                    : "at least one label",
                                    labels.size(),
                                    positiveWeights.size()));
        }
    }

    /** Without weights. */
    public static LabelObjective of(ProblemType problem, List<String> labels) {
        return new LabelObjective(problem, labels, Collections.nCopies(labels.size(), 1f));
    }

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public String identity() {
        return "Labels[problem=%s, labels=%s, positiveWeights=%s]"
                .formatted(LabelConfig.word(problem), labels, positiveWeights);
    }

    @Override
    public Optional<TrainedHead> head() {
        return Optional.of(
                new TrainedHead(
                        List.of(CLASSIFIER, POOLER),
                        "SEQ_CLS",
                        labels,
                        Optional.of(LabelConfig.ARCHITECTURE)));
    }

    @Override
    public <T extends TNumber> ObjectiveGraph<T> graph(
            Wiring<T> wiring, Supplier<WordEmbeddings> words) {
        return new LabelGraph<>(wiring, this);
    }

    @Override
    public void require(Checkpoint checkpoint, TuningMethod tuning) {
        if (!checkpoint.weights().names().contains(POOLER.kernel())) {
            throw new TrainingException(
                    "labels need a checkpoint with the pooler, which %s does not have"
                            .formatted(checkpoint.name()));
        }
    }
}
