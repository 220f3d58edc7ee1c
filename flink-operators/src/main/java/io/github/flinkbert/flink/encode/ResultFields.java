package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.Tasks;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Which fields of an enriched text say what was found, and not what came in. */
final class ResultFields {

    private static final Set<String> OF_THE_TEXT =
            Stream.concat(
                            Stream.of("id", "text", "eventTime", "attributes"),
                            Tasks.INPUTS.stream().map(InputField::name))
                    .collect(Collectors.toUnmodifiableSet());

    /** In the schema's order. */
    static final List<Schema.Field> ALL =
            EnrichedText.getClassSchema().getFields().stream().filter(ResultFields::has).toList();

    private ResultFields() {}

    static boolean has(Schema.Field field) {
        return !OF_THE_TEXT.contains(field.name());
    }

    /** What was found in one text of several, with the model that found it. */
    static Enriched<TextQuery> ofOne(Enriched<TextQuery> enriched, EnrichmentResult result) {
        TextQuery query = enriched.value();
        return new Enriched<>(
                new TextQuery(
                        query.record(), query.id(), "", Map.of(), query.eventTime(), Map.of()),
                result,
                enriched.model());
    }
}
