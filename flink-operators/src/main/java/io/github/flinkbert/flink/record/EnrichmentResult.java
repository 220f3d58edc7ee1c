package io.github.flinkbert.flink.record;

import io.github.flinkbert.task.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model found in one text; empty is what was not asked for.
 *
 * @param embedding one vector
 * @param entities in the order of the text
 * @param answers question by question, best first
 * @param unknownPieces the share of the text's pieces that are {@code [UNK]}, only where it is a
 *     third or more: what the model says of such a text says little
 */
public record EnrichmentResult(
        Optional<float[]> embedding,
        Optional<List<Reply.Entity>> entities,
        Optional<List<Reply.Answers>> answers,
        Optional<Float> unknownPieces) {

    /** Of a text that the model can read. */
    public EnrichmentResult(
            Optional<float[]> embedding,
            Optional<List<Reply.Entity>> entities,
            Optional<List<Reply.Answers>> answers) {
        this(embedding, entities, answers, Optional.empty());
    }

    /** Sorts replies into findings. */
    public static EnrichmentResult of(List<Reply> replies) {
        Optional<float[]> embedding = Optional.empty();
        Optional<List<Reply.Entity>> entities = Optional.empty();
        List<Reply.Answers> answers = new ArrayList<>();
        Optional<Float> unknownPieces = Optional.empty();
        for (Reply reply : replies) {
            if (reply instanceof Reply.Embedding found) {
                embedding = Optional.of(found.vector());
            } else if (reply instanceof Reply.Entities found) {
                entities = Optional.of(found.entities());
            } else if (reply instanceof Reply.Answers found) {
                answers.add(found);
            } else if (reply instanceof Reply.UnknownPieces found) {
                unknownPieces = found.many() ? Optional.of(found.share()) : Optional.empty();
            } else {
                throw new IllegalStateException(
                        "the job does not ask for " + reply.getClass().getSimpleName());
            }
        }
        return new EnrichmentResult(
                embedding,
                entities,
                answers.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(answers)),
                unknownPieces);
    }
}
