package io.github.flinkbert.console.task.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.console.task.FieldJson;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.schemas.Answer;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** A record's answers: of each question the best first. */
@Internal
public record AnswersField() implements RecordField<List<ShownAnswer>> {

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public List<ShownAnswer> read(JsonNode json) throws JsonProcessingException {
        return FieldJson.list(json, ShownAnswer[].class);
    }

    @Override
    public List<ShownAnswer> read(EnrichedText avro) {
        return avro.getAnswers() == null
                ? List.of()
                : avro.getAnswers().stream().map(AnswersField::shown).toList();
    }

    private static ShownAnswer shown(Answer found) {
        return new ShownAnswer(
                found.getQuestion(),
                found.getText(),
                found.getStart(),
                found.getEnd(),
                found.getScore());
    }

    @Override
    public Map<String, ?> row(List<ShownAnswer> all) {
        return Map.of(name(), Cut.found(all, ShownAnswer::bounded));
    }
}
