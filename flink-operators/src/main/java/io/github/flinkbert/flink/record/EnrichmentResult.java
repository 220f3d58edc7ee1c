package io.github.flinkbert.flink.record;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.vocabulary.CountUnknown;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
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
        Optional<List<Entity>> entities,
        Optional<List<Answers>> answers,
        Optional<Float> unknownPieces) {

    /** Of a text that the model can read. */
    public EnrichmentResult(
            Optional<float[]> embedding,
            Optional<List<Entity>> entities,
            Optional<List<Answers>> answers) {
        this(embedding, entities, answers, Optional.empty());
    }

    /** Sorts results by what was asked. */
    public static EnrichmentResult of(Results results) {
        Optional<float[]> embedding = Optional.empty();
        Optional<List<Entity>> entities = Optional.empty();
        List<Answers> answers = new ArrayList<>();
        Optional<Float> unknownPieces = Optional.empty();
        for (Ask<?> ask : results.asks()) {
            if (ask instanceof Embed embed) {
                embedding = Optional.of(results.get(embed).vector());
            } else if (ask instanceof TagEntities tag) {
                entities = Optional.of(results.get(tag).entities());
            } else if (ask instanceof AnswerQuestion question) {
                answers.add(results.get(question));
            } else if (ask instanceof CountUnknown count) {
                UnknownPieces found = results.get(count);
                unknownPieces = found.many() ? Optional.of(found.share()) : Optional.empty();
            } else {
                throw new IllegalStateException(
                        "the job does not ask for " + ask.getClass().getSimpleName());
            }
        }
        return new EnrichmentResult(
                embedding,
                entities,
                answers.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(answers)),
                unknownPieces);
    }
}
