package io.github.flinkbert.flink.inplace.form;

import io.github.flinkbert.flink.config.InPlaceOptions.InPlaceConfig;
import io.github.flinkbert.flink.config.InPlaceOptions.SeveralTexts;
import io.github.flinkbert.flink.path.TextPath;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.task.embedding.Embedding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What tests of records in place begin with. */
public final class InPlaceFixture {

    private static final ModelStamp MODEL = new ModelStamp("m", "d", "float32", Map.of());
    private static final KafkaRecord RECORD =
            new KafkaRecord(null, null, List.of(), "topic", 0, 0, -1);

    private InPlaceFixture() {}

    /** Texts at these paths, and nothing else. */
    public static Wanted wanted(String... paths) {
        return new Wanted(
                new InPlaceConfig(
                        Stream.of(paths).map(TextPath::parse).toList(),
                        SeveralTexts.JOINED,
                        "bert",
                        null,
                        Map.of(),
                        "id"),
                List.of(),
                List.of());
    }

    /** A text of which the model found an embedding. */
    public static Enriched<TextQuery> enriched() {
        return new Enriched<>(query("text", Map.of()), found(), MODEL);
    }

    /** A record without texts. */
    public static Enriched<TextQuery> withoutText() {
        return new Enriched<>(query("", Map.of()), EnrichmentResult.builder().build(), MODEL);
    }

    /** Several texts, each of which the model found an embedding of. */
    public static Enriched<TextQuery> several(String... pointers) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, EnrichmentResult> results = new LinkedHashMap<>();
        for (String pointer : pointers) {
            texts.put(pointer, "text");
            results.put(pointer, found());
        }
        return new Enriched<>(query("", texts), EnrichmentResult.ofTexts(results), MODEL);
    }

    private static EnrichmentResult found() {
        return EnrichmentResult.builder().put(EmbeddingTask.KEY, Embedding.of(1.5f, -2f)).build();
    }

    private static TextQuery query(String text, Map<String, String> byPath) {
        return new TextQuery(RECORD, "id", text, Map.of(), OptionalLong.empty(), Map.of(), byPath);
    }
}
