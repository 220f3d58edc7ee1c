package io.github.flinkbert.console.task.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** The code of the language that a record's text is written in; empty where none was asked for. */
@Internal
public record LanguageField() implements RecordField<String> {

    @Override
    public String name() {
        return "language";
    }

    @Override
    public String read(JsonNode json) {
        return json.asText("");
    }

    @Override
    public String read(EnrichedText avro) {
        return avro.getLanguage() == null ? "" : avro.getLanguage();
    }

    @Override
    public Map<String, ?> row(String code) {
        return Map.of(name(), Cut.words(code));
    }
}
