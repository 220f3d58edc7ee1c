package io.github.flinkbert.testbed.page;

import io.github.flinkbert.console.stream.Written;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.entities.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An enriched text whose results a test makes up, written as the job writes it.
 *
 * @param found label and words of each entity, one after the other in the text
 * @param question empty where none is asked
 */
record MadeUp(
        String id,
        String text,
        String language,
        List<Found> found,
        String question,
        String answer) {

    static final ModelStamp MODEL =
            new ModelStamp("made-up", "0123456789abcdef", "float32", Map.of());

    record Found(String label, String words) {}

    static MadeUp of(String id, String text, String language, String... labelsAndWords) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < labelsAndWords.length; i += 2) {
            found.add(new Found(labelsAndWords[i], labelsAndWords[i + 1]));
        }
        return new MadeUp(id, text, language, found, "", "");
    }

    MadeUp asking(String asked, String answered) {
        return new MadeUp(id, text, language, found, asked, answered);
    }

    byte[] as(OutputFormat format, float... embedding) {
        return Written.as(format, record(embedding));
    }

    private Enriched<TextQuery> record(float... embedding) {
        TextQuery query =
                new TextQuery(
                        new KafkaRecord(null, null, List.of(), "texts", 0, 0, -1),
                        id,
                        text,
                        question.isEmpty() ? Map.of() : Map.of(AnswersTask.QUESTION, question),
                        OptionalLong.empty(),
                        Map.of("lang", language));
        EnrichmentResult.Builder found =
                EnrichmentResult.builder()
                        .put(EmbeddingTask.KEY, Embedding.of(embedding))
                        .put(EntitiesTask.KEY, entities());
        if (!question.isEmpty()) {
            found.put(AnswersTask.KEY, List.of(answers()));
        }
        return new Enriched<>(query, found.build(), MODEL);
    }

    private List<Entity> entities() {
        List<Entity> entities = new ArrayList<>();
        int from = 0;
        for (Found each : found) {
            int start = text.indexOf(each.words(), from);
            from = start + each.words().length();
            entities.add(new Entity(each.label(), each.words(), start, from, 0.9f));
        }
        return entities;
    }

    private Answers answers() {
        int start = text.indexOf(answer);
        return new Answers(
                question, List.of(new Answer(answer, start, start + answer.length(), 0.8f)));
    }
}
