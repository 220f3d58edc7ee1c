package io.github.flinkbert.task.embedding;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.checkpoint.SentencePrompts;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.HeadNeed;
import io.github.flinkbert.task.ModelContext;
import io.github.flinkbert.task.TaskHead;
import io.github.flinkbert.task.TaskHeads;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Which layers make a model's vectors: those of the one adapter that was trained for it, else the
 * release's own.
 *
 * @param branch of the encoder
 * @param own how a text's vector is made there, where it is said
 */
@Internal
public record VectorSource(String branch, Optional<SentenceEmbedding> own) {

    private static final HeadNeed<Head.TextVectors> NEED =
            new HeadNeed<>(
                    Head.TextVectors.class,
                    "makes vectors of texts",
                    "vectors need layers that were trained for them");

    /** What may stand before texts. */
    public SentencePrompts prompts() {
        return own.map(SentenceEmbedding::prompts).orElse(SentencePrompts.NONE);
    }

    /**
     * @throws IllegalArgumentException if more than one adapter makes vectors, or the one that does
     *     reads no sequences as long as the model's
     */
    public static VectorSource of(ModelContext model) {
        VectorSource source = of(model.heads(), model.sentenceEmbedding());
        boolean adapters = !source.branch().equals(Output.RELEASE);
        source.own()
                .map(SentenceEmbedding::maxTokens)
                .filter(most -> adapters && most.orElse(Integer.MAX_VALUE) < model.maxPositions())
                .ifPresent(
                        most -> {
                            throw new IllegalArgumentException(
                                    ("the adapter for vectors reads at most %d tokens at once, and"
                                                    + " the model %d; say so in --max-positions,"
                                                    + " max-positions or withMaxPositions")
                                            .formatted(most.getAsInt(), model.maxPositions()));
                        });
        return source;
    }

    /**
     * @param release how the release itself makes a text's vector, where it says so
     */
    public static VectorSource of(TaskHeads heads, Optional<SentenceEmbedding> release) {
        List<String> trained = heads.names(Head.TextVectors.class);
        if (trained.isEmpty()) {
            return new VectorSource(Output.RELEASE, release);
        }
        if (trained.size() > 1) {
            throw new IllegalArgumentException(
                    "more than one adapter makes vectors of texts: %s; expected one of them"
                            .formatted(String.join(", ", trained)));
        }
        TaskHead<Head.TextVectors> head = heads.find(NEED, "");
        return new VectorSource(head.scores().branch(), Optional.of(head.head().embedding()));
    }
}
