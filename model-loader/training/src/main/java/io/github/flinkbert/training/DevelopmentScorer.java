package io.github.flinkbert.training;

import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/** Evaluates a model by development data, after each epoch. */
@Experimental
public interface DevelopmentScorer {

    /** The model as it is now. */
    interface Model {

        /**
         * What the head says of sequences.
         *
         * @return for each, [tokens, outputs], special tokens included; of a head on each sequence
         *     [1, outputs]
         */
        List<Matrix> scores(List<Sequence> sequences);

        /**
         * The same of examples: where an objective is scored on some tokens, what is right of them
         * says which.
         */
        default List<Matrix> scoresOf(List<? extends Example> examples) {
            return scores(examples.stream().<Sequence>map(Example::sequence).toList());
        }
    }

    /** The one of {@link #score}'s names that says which epoch is best: the greatest. */
    String metric();

    /** Scores under the metric's own names. */
    Map<String, Double> score(Model model);
}
