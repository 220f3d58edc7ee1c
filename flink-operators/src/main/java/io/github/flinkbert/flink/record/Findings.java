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
 */
public record Findings(
        Optional<float[]> embedding,
        Optional<List<Reply.Entity>> entities,
        Optional<List<Reply.Answers>> answers) {

    /** Sorts replies into findings. */
    public static Findings of(List<Reply> replies) {
        Optional<float[]> embedding = Optional.empty();
        Optional<List<Reply.Entity>> entities = Optional.empty();
        List<Reply.Answers> answers = new ArrayList<>();
        for (Reply reply : replies) {
            if (reply instanceof Reply.Embedding found) {
                embedding = Optional.of(found.vector());
            } else if (reply instanceof Reply.Entities found) {
                entities = Optional.of(found.entities());
            } else if (reply instanceof Reply.Answers found) {
                answers.add(found);
            } else {
                throw new IllegalStateException(
                        "the job does not ask for " + reply.getClass().getSimpleName());
            }
        }
        return new Findings(
                embedding,
                entities,
                answers.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(answers)));
    }
}
