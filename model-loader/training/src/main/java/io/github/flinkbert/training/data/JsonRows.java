package io.github.flinkbert.training.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Utf8Lines;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/** A file with a JSON object a line, empty lines left out. */
@Internal
public final class JsonRows {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * @param line from 1
     */
    public record Row(int line, JsonNode object) {}

    private JsonRows() {}

    /**
     * @return each row is parsed when it is its turn
     * @throws EvaluationException if the file cannot be read; the iterator, if a line is no object
     */
    public static Iterable<Row> read(Path file) {
        List<String> lines = Utf8Lines.read(file);
        return () ->
                IntStream.range(0, lines.size())
                        .filter(i -> !lines.get(i).isBlank())
                        .mapToObj(i -> new Row(i + 1, object(file, i + 1, lines.get(i))))
                        .iterator();
    }

    private static JsonNode object(Path file, int line, String text) {
        try {
            JsonNode row = JSON.readTree(text);
            if (row.isObject()) {
                return row;
            }
        } catch (JsonProcessingException e) {
            throw new EvaluationException(
                    "%s, line %d: expected a JSON object, found %s"
                            .formatted(file, line, e.getOriginalMessage()),
                    e);
        }
        throw EvaluationException.at(file, line, "expected a JSON object, found another value");
    }
}
