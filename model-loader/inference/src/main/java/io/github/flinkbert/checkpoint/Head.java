package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.Weights;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.flink.annotation.Experimental;

/**
 * A trained head that a checkpoint or an adapter carries: a dense layer on the last hidden states,
 * or on the pooled one.
 *
 * <p>Its variables are among the {@link Weights}, in Google's layout whatever file they come from:
 * {@code weights} of shape [outputs, hidden] and {@code bias} of shape [outputs], so that the
 * scores are {@code input × transpose(weights) + bias}. Implementations are values; a task asks for
 * the implementation that it can decode.
 */
@Experimental
public interface Head {

    /** Name of the variable of shape [outputs, hidden]. */
    String weights();

    /** Name of the variable of shape [outputs]. */
    String bias();

    /** Which vectors the dense layer takes. */
    Input input();

    /** What it is, for a sentence: "it has a head for whole texts (labels good, bad)". */
    default String description() {
        return "it has a head for " + purpose();
    }

    /** What it is for, for a list of heads: "whole texts (labels good, bad)". */
    String purpose();

    /** The vectors that a dense layer takes. */
    enum Input {
        /** The last hidden state of every token. */
        TOKENS,
        /** What the pooler makes of the last hidden state of {@code [CLS]}: a tanh. */
        POOLED,
        /** There is no dense layer: the pooled vector itself is the result. */
        NONE
    }

    /**
     * A vector of the whole text, without a dense layer: {@code modules.json} of
     * sentence-transformers.
     *
     * @param embedding how the vector is made
     */
    record TextVectors(SentenceEmbedding embedding) implements Head {

        @Override
        public String weights() {
            throw new IllegalStateException("vectors of texts have no dense layer");
        }

        @Override
        public String bias() {
            throw new IllegalStateException("vectors of texts have no dense layer");
        }

        @Override
        public Input input() {
            return Input.NONE;
        }

        @Override
        public String purpose() {
            return "vectors of whole texts";
        }

        @Override
        public String description() {
            return "it has layers for vectors of whole texts";
        }
    }

    /**
     * A score for each label of each token: {@code output_weights}, {@code output_bias}.
     *
     * @param labels the outputs' labels, in their order; {@code LABEL_0}, {@code LABEL_1}, … where
     *     the release does not name them
     * @param aggregation how it was trained to label words, never {@code AS_TRAINED}
     */
    record TokenClassification(
            List<String> labels, String weights, String bias, AggregationStrategy aggregation)
            implements Head {
        public TokenClassification {
            labels = List.copyOf(labels);
        }

        /** One whose first pieces speak for their words, as the reference trains them. */
        public TokenClassification(List<String> labels, String weights, String bias) {
            this(labels, weights, bias, AggregationStrategy.FIRST_PIECE);
        }

        @Override
        public Input input() {
            return Input.TOKENS;
        }

        @Override
        public String purpose() {
            return "tokens (labels %s)".formatted(listed(labels));
        }
    }

    /**
     * Two scores for each token, that a span starts and that it ends there: {@code
     * cls/squad/output_weights}, {@code cls/squad/output_bias}.
     */
    record SpanScores(String weights, String bias) implements Head {

        @Override
        public Input input() {
            return Input.TOKENS;
        }

        @Override
        public String purpose() {
            return "spans";
        }
    }

    /**
     * A score for each label of a whole text, or of two texts, on the pooled vector: {@code
     * output_weights}, {@code output_bias} of {@code run_classifier.py}.
     *
     * @param labels as of {@link TokenClassification}
     * @param problemType what the scores are, never {@code AS_TRAINED}; empty where the files do
     *     not say
     * @param threshold what a label's sigmoid must reach for it to hold; empty where the files do
     *     not say
     */
    record TextClassification(
            List<String> labels,
            String weights,
            String bias,
            Optional<ProblemType> problemType,
            OptionalDouble threshold)
            implements Head {
        public TextClassification {
            labels = List.copyOf(labels);
        }

        /** Part of digests: without a threshold as before there were any. */
        @Override
        public String toString() {
            return "TextClassification[labels=%s, weights=%s, bias=%s, problemType=%s%s]"
                    .formatted(
                            labels,
                            weights,
                            bias,
                            problemType,
                            threshold.isPresent() ? ", threshold=" + threshold : "");
        }

        @Override
        public Input input() {
            return Input.POOLED;
        }

        @Override
        public String purpose() {
            return "whole texts (labels %s)".formatted(listed(labels));
        }
    }

    /**
     * A score for each label, of each token or of the whole text: nothing beside the weights says
     * which. Nothing can be asked of it until somebody does ({@link #as}).
     *
     * @param tokens what it is if it is for tokens
     * @param texts what it is if it is for whole texts
     */
    record UnspecifiedClassification(TokenClassification tokens, TextClassification texts)
            implements Head {

        public List<String> labels() {
            return tokens.labels();
        }

        /** The head that it is if it is of this kind. */
        public Head as(LabelHeadKind kind) {
            return switch (kind) {
                case TOKENS -> tokens;
                case TEXTS -> texts;
            };
        }

        @Override
        public String weights() {
            return tokens.weights();
        }

        @Override
        public String bias() {
            return tokens.bias();
        }

        @Override
        public Input input() {
            throw new IllegalStateException("it is not known what this head takes");
        }

        @Override
        public String purpose() {
            return "tokens or whole texts, which is not said (labels %s), not served"
                    .formatted(listed(labels()));
        }

        @Override
        public String description() {
            return ("its head with the labels %s is for tokens or for whole texts, which its files"
                        + " do not say: say it in BertOptions.labelHead or the option label-head,"
                        + " or write \"architectures\": [\"BertForTokenClassification\"] or"
                        + " [\"BertForSequenceClassification\"] into its config.json")
                    .formatted(listed(labels()));
        }
    }

    /**
     * A head that is there, but that is not computed.
     *
     * @param labels as of {@link TokenClassification}
     * @param reason why, as in "it needs a pooler, which is not there"
     */
    record Unsupported(List<String> labels, String weights, String bias, String reason)
            implements Head {
        public Unsupported {
            labels = List.copyOf(labels);
        }

        @Override
        public Input input() {
            throw new IllegalStateException("a head that is not computed takes nothing");
        }

        @Override
        public String purpose() {
            return "nothing that is computed (labels %s): %s".formatted(listed(labels), reason);
        }

        @Override
        public String description() {
            return "its head with the labels %s is not computed: %s"
                    .formatted(listed(labels), reason);
        }
    }

    private static String listed(List<String> labels) {
        int most = 20;
        return labels.size() <= most
                ? String.join(", ", labels)
                : String.join(", ", labels.subList(0, most))
                        + ", … %d in all".formatted(labels.size());
    }
}
