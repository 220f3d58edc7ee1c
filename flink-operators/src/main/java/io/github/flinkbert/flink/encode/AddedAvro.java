package io.github.flinkbert.flink.encode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.schemas.EnrichedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.flink.annotation.Internal;

/**
 * What was found, as the value of a field that is added to an Avro record: null, or a record with
 * the fields of an enriched text without those that the text came with, or an array of these, each
 * with the path of its text.
 *
 * <p>Its types are in a namespace that ends with the field's name, so that a record may take
 * several such fields, one after the other: Avro has each name once in a schema.
 */
@Internal
public final class AddedAvro implements AddedValue {

    private static final String NAME = "Enrichment";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean each;
    private final List<SpecificDatumWriter<Object>> writers =
            ResultFields.ALL.stream()
                    .map(field -> new SpecificDatumWriter<Object>(field.schema()))
                    .toList();
    private final AvroBuffer buffer = new AvroBuffer();

    /**
     * @param each whether texts are asked about each by itself
     */
    public AddedAvro(boolean each) {
        this.each = each;
    }

    /**
     * The field as a schema has it.
     *
     * @param name the field's, which Avro allows
     * @return JSON
     */
    public static String definition(String name, boolean each) {
        return field(name, record(name, each), each);
    }

    /**
     * The field as a schema has it that has defined its type before.
     *
     * @param name the field's, which Avro allows
     * @return JSON
     */
    public static String reference(String name, boolean each) {
        return field(name, TextNode.valueOf(typeName(name)), each);
    }

    /** The full name of the type that comes with the field. */
    public static String typeName(String field) {
        return namespace(field) + "." + NAME;
    }

    private static String namespace(String field) {
        return EnrichedText.getClassSchema().getNamespace() + "." + field;
    }

    private static String field(String name, JsonNode record, boolean each) {
        ObjectNode field = JSON.createObjectNode().put("name", name);
        ArrayNode union = field.putArray("type").add("null");
        if (each) {
            union.addObject().put("type", "array").set("items", record);
        } else {
            union.add(record);
        }
        field.putNull("default");
        field.put("doc", "What a model found in the record's texts; null where it has none.");
        return field.toString();
    }

    private static ObjectNode record(String field, boolean each) {
        ObjectNode record = JSON.createObjectNode();
        record.put("type", "record").put("name", NAME);
        record.put("namespace", namespace(field));
        record.put("doc", "What a model found in a text.");
        ArrayNode fields = record.putArray("fields");
        if (each) {
            fields.addObject()
                    .put("name", PATH)
                    .put("type", "string")
                    .put("doc", "Where the text lies in the record, as a JSON pointer.");
        }
        try {
            String whole =
                    EnrichedText.getClassSchema()
                            .toString()
                            .replace(
                                    "{\"type\":\"string\",\"avro.java.string\":\"String\"}",
                                    "\"string\"")
                            .replace(",\"avro.java.string\":\"String\"", "");
            ArrayNode known = (ArrayNode) JSON.readTree(whole).get("fields");
            ResultFields.ALL.forEach(result -> fields.add(known.get(result.pos())));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a schema of our own must be JSON", e);
        }
        return record;
    }

    @Override
    public byte[] of(Enriched<TextQuery> enriched) {
        return buffer.write(
                out -> {
                    out.writeIndex(enriched.value().hasTexts() ? 1 : 0);
                    if (enriched.value().hasTexts() && each) {
                        writeEach(enriched, out);
                    } else if (enriched.value().hasTexts()) {
                        write(enriched, out);
                    }
                });
    }

    private void writeEach(Enriched<TextQuery> enriched, BinaryEncoder out) throws IOException {
        Map<String, EnrichmentResult> parts = enriched.result().byPath();
        out.writeArrayStart();
        out.setItemCount(parts.size());
        for (Map.Entry<String, EnrichmentResult> part : parts.entrySet()) {
            out.startItem();
            out.writeString(part.getKey());
            write(ResultFields.ofOne(enriched, part.getValue()), out);
        }
        out.writeArrayEnd();
    }

    /** The bytes of a record are those of its fields; names are not among them. */
    private void write(Enriched<TextQuery> enriched, BinaryEncoder out) throws IOException {
        EnrichedText record = EnrichedRecords.of(enriched, RedactedOutput.BESIDE);
        for (int i = 0; i < writers.size(); i++) {
            writers.get(i).write(record.get(ResultFields.ALL.get(i).pos()), out);
        }
    }
}
