package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.Weights;
import java.util.List;

/**
 * A trained head that a checkpoint or an adapter carries: a dense layer on the last hidden states,
 * or on the pooled one.
 *
 * <p>Its variables are among the {@link Weights}, in Google's layout whatever file they come from:
 * {@code weights} of shape [outputs, hidden] and {@code bias} of shape [outputs], so that the
 * scores are {@code hidden × transpose(weights) + bias}.
 */
public sealed interface Head {

    /** Name of the variable of shape [outputs, hidden]. */
    String weights();

    /** Name of the variable of shape [outputs]. */
    String bias();

    /**
     * A score for each label of each token: {@code output_weights}, {@code output_bias}.
     *
     * @param labels the outputs' labels, in their order; {@code LABEL_0}, {@code LABEL_1}, … where
     *     the release does not name them
     * @param wordLabel how it was trained to label words, never {@code AS_TRAINED}
     */
    record TokenClassification(
            List<String> labels, String weights, String bias, AggregationStrategy wordLabel)
            implements Head {
        public TokenClassification {
            labels = List.copyOf(labels);
        }

        /** One whose first pieces speak for their words, as the reference trains them. */
        public TokenClassification(List<String> labels, String weights, String bias) {
            this(labels, weights, bias, AggregationStrategy.FIRST_PIECE);
        }
    }

    /**
     * Two scores for each token, that an answer starts and that it ends there: {@code
     * cls/squad/output_weights}, {@code cls/squad/output_bias}.
     */
    record SpanScores(String weights, String bias) implements Head {}

    /**
     * A score for each label of a whole text, on the pooled vector: {@code output_weights}, {@code
     * output_bias} of {@code run_classifier.py}.
     *
     * @param labels as of {@link TokenClassification}
     */
    record TextClassification(List<String> labels, String weights, String bias) implements Head {
        public TextClassification {
            labels = List.copyOf(labels);
        }
    }

    /**
     * A score for each label, of each token or of the whole text: nothing beside the weights says
     * which.
     *
     * @param labels as of {@link TokenClassification}
     */
    record UnspecifiedClassification(List<String> labels, String weights, String bias)
            implements Head {
        public UnspecifiedClassification {
            labels = List.copyOf(labels);
        }
    }
}
