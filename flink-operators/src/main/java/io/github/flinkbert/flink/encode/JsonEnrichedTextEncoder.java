package io.github.flinkbert.flink.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.entities.Entity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * JSON with the field names of {@link io.github.flinkbert.schemas.EnrichedText}; what is null there
 * is left out, and times are in ISO 8601.
 */
final class JsonEnrichedTextEncoder implements EnrichedTextEncoder {

    @Override
    public byte[] encode(Enriched<TextQuery> enriched) {
        return JsonText.object(json -> write(enriched, json));
    }

    private static void write(Enriched<TextQuery> enriched, JsonGenerator json) throws IOException {
        TextQuery query = enriched.value();
        json.writeStringField("id", query.id());
        json.writeStringField("text", query.text());
        if (query.question().isPresent()) {
            json.writeStringField("question", query.question().get());
        }
        if (query.eventTime().isPresent()) {
            json.writeStringField(
                    "eventTime", Instant.ofEpochMilli(query.eventTime().getAsLong()).toString());
        }
        if (!query.attributes().isEmpty()) {
            writeMap("attributes", query.attributes(), json);
        }
        if (enriched.result().embedding().isPresent()) {
            json.writeArrayFieldStart("embedding");
            for (float value : enriched.result().embedding().get()) {
                json.writeNumber(value);
            }
            json.writeEndArray();
        }
        if (enriched.result().entities().isPresent()) {
            writeEntities(enriched.result().entities().get(), json);
        }
        if (enriched.result().answers().isPresent()) {
            writeAnswers(enriched.result().answers().get(), json);
        }
        writeModel(enriched.model(), json);
        if (enriched.result().unknownPieces().isPresent()) {
            json.writeNumberField("unknownPieces", enriched.result().unknownPieces().get());
        }
    }

    private static void writeEntities(List<Entity> entities, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart("entities");
        for (Entity entity : entities) {
            json.writeStartObject();
            json.writeStringField("label", entity.label());
            writeSpan(entity.text(), entity.start(), entity.end(), entity.score(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAnswers(List<Answers> answers, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("answers");
        for (Answers toQuestion : answers) {
            for (Answer answer : toQuestion.answers()) {
                json.writeStartObject();
                json.writeStringField("question", toQuestion.question());
                writeSpan(answer.text(), answer.start(), answer.end(), answer.score(), json);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void writeSpan(String text, int start, int end, float score, JsonGenerator json)
            throws IOException {
        json.writeStringField("text", text);
        json.writeNumberField("start", start);
        json.writeNumberField("end", end);
        json.writeNumberField("score", score);
    }

    private static void writeModel(ModelStamp model, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("model");
        json.writeStringField("name", model.name());
        json.writeStringField("digest", model.digest());
        json.writeStringField("precision", model.precision());
        if (!model.adapters().isEmpty()) {
            writeMap("adapters", model.adapters(), json);
        }
        json.writeEndObject();
    }

    private static void writeMap(String name, Map<String, String> map, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
