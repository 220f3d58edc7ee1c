package io.github.flinkbert.console.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.console.task.Found;
import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.flink.decode.AvroValues;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Reads enriched texts, of JSON or Avro as they come. Used by one thread. */
final class EnrichedTextReader {

    private final AvroValues<EnrichedText> avro = new AvroValues<>(EnrichedText.class);
    private final List<RecordField<?>> fields = new ArrayList<>();

    /**
     * @param tasks whose fields are read
     */
    EnrichedTextReader(List<PageTask> tasks) {
        tasks.forEach(task -> task.field().ifPresent(fields::add));
    }

    SeenText read(byte[] value) throws MalformedRecordException {
        return JsonValue.isJson(value)
                ? seen(JsonValue.read(value, ObjectNode.class))
                : seen(avro.read(value));
    }

    /** What every record has, whatever was asked of its text. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Common(
            String id,
            String text,
            String question,
            Map<String, String> attributes,
            double unknownPieces,
            SeenText.Model model) {}

    private SeenText seen(ObjectNode json) throws MalformedRecordException {
        Common common = JsonValue.read(json, Common.class);
        List<Found<?>> found = new ArrayList<>();
        for (RecordField<?> field : fields) {
            found.add(found(field, json));
        }
        return new SeenText(
                common.id(),
                common.text(),
                common.question(),
                common.attributes(),
                found,
                common.unknownPieces(),
                common.model());
    }

    private static <V> Found<V> found(RecordField<V> field, ObjectNode json)
            throws MalformedRecordException {
        try {
            return new Found<>(field, field.read(json.path(field.name())));
        } catch (JsonProcessingException e) {
            // Not Jackson's own message, which quotes the text.
            throw new MalformedRecordException(
                    "the field %s is not what the job writes".formatted(field.name()), e);
        }
    }

    private SeenText seen(EnrichedText record) {
        List<Found<?>> found = new ArrayList<>();
        fields.forEach(field -> found.add(found(field, record)));
        return new SeenText(
                record.getId(),
                record.getText(),
                record.getQuestion(),
                record.getAttributes(),
                found,
                unknownPieces(record),
                new SeenText.Model(
                        record.getModel().getName(),
                        record.getModel().getDigest(),
                        record.getModel().getPrecision(),
                        record.getModel().getAdapters()));
    }

    private static <V> Found<V> found(RecordField<V> field, EnrichedText record) {
        return new Found<>(field, field.read(record));
    }

    /** 0 where the record does not say, or its schema is older than the field. */
    static double unknownPieces(IndexedRecord found) {
        Schema.Field field = found.getSchema().getField("unknownPieces");
        return field != null && found.get(field.pos()) instanceof Number share
                ? share.doubleValue()
                : 0;
    }
}
