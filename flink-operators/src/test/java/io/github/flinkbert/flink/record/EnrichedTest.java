package io.github.flinkbert.flink.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.flink.task.vocabulary.VocabularyTask;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.entities.Entity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnrichedTest {

    private static final ModelStamp MODEL = new ModelStamp("mini", "sha", "float32", Map.of());
    private static final Entity CURIE = new Entity("PER", "Marie\nCurie", 0, 11, 0.987f);

    @Test
    void saysWhatWasFound() {
        EnrichmentResult result =
                EnrichmentResult.builder()
                        .put(EmbeddingTask.KEY, Embedding.of(0.125f, -1, 2, 3))
                        .put(
                                EntitiesTask.KEY,
                                List.of(CURIE, new Entity("LOC", "Warsaw", 20, 26, 1)))
                        .put(
                                AnswersTask.KEY,
                                List.of(
                                        new Answers(
                                                "Where?",
                                                List.of(new Answer("Warsaw", 20, 26, 0.5f))),
                                        new Answers("Why?", List.of(new Answer("", 0, 0, 1)))))
                        .put(VocabularyTask.KEY, 0.4f)
                        .build();

        assertThat(new Enriched<>("the text", result, MODEL))
                .hasToString(
                        "Enriched[entities: PER \"Marie Curie\" 0.99, LOC \"Warsaw\" 1.00;"
                                + " answers: \"Where?\" \"Warsaw\" 0.50, \"Why?\" no answer;"
                                + " embedding: 4 numbers, 0.125, -1.000, 2.000, …;"
                                + " unknown pieces: 40 %; by mini]");
    }

    @Test
    void saysThatNothingWasFound() {
        assertThat(
                        new Enriched<>(
                                "the text",
                                EnrichmentResult.builder().put(EntitiesTask.KEY, List.of()).build(),
                                MODEL))
                .hasToString("Enriched[entities: none; by mini]");
    }

    @Test
    void isShortHoweverMuchWasFound() {
        Entity entity = new Entity("LABEL".repeat(99), "🎉".repeat(9999), 0, 9999, 1);
        Answers answers =
                new Answers("q".repeat(9999), List.of(new Answer("a".repeat(9999), 0, 9999, 1)));
        EnrichmentResult result =
                EnrichmentResult.builder()
                        .put(EmbeddingTask.KEY, Embedding.of(new float[99_999]))
                        .put(EntitiesTask.KEY, Collections.nCopies(9999, entity))
                        .put(AnswersTask.KEY, Collections.nCopies(9999, answers))
                        .build();

        assertThat(new Enriched<>("the text", result, MODEL).toString())
                .hasSizeLessThan(2_000)
                .contains("🎉…\" 1.00", ", and 9991 more", ", and 9995 more");
    }
}
