package io.github.flinkbert.task;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.entities.EntityTrim;
import java.util.OptionalDouble;

/**
 * One thing that is asked of a text. A text's asks are answered together, in as few passes through
 * the encoder as they allow: all asks that see the same pieces share one pass of the trunk.
 */
public sealed interface Ask {

    /**
     * An embedding.
     *
     * @param pooling how token vectors become one vector
     * @param layers which layers' hidden states
     * @param normalize whether to scale the vector to Euclidean length 1
     */
    record Embed(Pooling pooling, Layers layers, boolean normalize) implements Ask {
        public Embed {
            if (pooling == Pooling.CLS_POOLER && !layers.equals(Layers.LAST)) {
                throw new IllegalArgumentException(
                        "BERT's own pooler (cls-pooler) stands on the last layer only");
            }
        }

        /** Mean of the last layer, not normalised. */
        public static Embed mean() {
            return new Embed(Pooling.MEAN, Layers.LAST, false);
        }
    }

    /** One vector per token. */
    record EmbedTokens(Layers layers) implements Ask {}

    /**
     * The likeliest words for each {@code [MASK]} in the text.
     *
     * @param top how many words a mask
     */
    record FillMasks(int top) implements Ask {
        public FillMasks {
            if (top < 1) {
                throw new IllegalArgumentException("top must be at least 1, found " + top);
            }
        }
    }

    /**
     * Named entities.
     *
     * @param model name of the adapter, or of the checkpoint's own head, that labels tokens
     * @param wordLabel how the labels of a word's pieces become the word's label
     * @param trim whether what is no part of a name is taken from the edges ({@link EntityTrim});
     *     without it entities are bordered as the model's labels are
     */
    record TagEntities(String model, AggregationStrategy wordLabel, boolean trim) implements Ask {

        /** Trimmed. */
        public TagEntities(String model, AggregationStrategy wordLabel) {
            this(model, wordLabel, true);
        }
    }

    /**
     * The answer to a question, as a span of the text.
     *
     * @param model name of the adapter, or of the checkpoint's own head, that scores spans
     * @param nBest how many answers, best first
     * @param maxAnswerPieces longest answer, in pieces (SQuAD's reference: 30)
     * @param nullThreshold answers nothing where the null score exceeds the best span's by more
     *     than this (SQuAD 2.0); empty for models that always answer
     */
    record AnswerQuestion(
            String model,
            String question,
            int nBest,
            int maxAnswerPieces,
            OptionalDouble nullThreshold)
            implements Ask {}

    /**
     * How many of the text's pieces are {@code [UNK]}: words, characters or whole scripts that the
     * model does not know. Needs no pass through the encoder. A question that is asked of the text
     * is not counted.
     */
    record CountUnknown() implements Ask {}
}
