package io.github.flinkbert.console.task.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.task.FieldJson;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** A record's embedding; of no numbers where it has none. */
@Internal
public record EmbeddingField() implements RecordField<float[]> {

    private static final float[] NONE = {};

    @Override
    public String name() {
        return "embedding";
    }

    @Override
    public float[] read(JsonNode json) throws JsonProcessingException {
        return FieldJson.value(json, float[].class).orElse(NONE);
    }

    @Override
    public float[] read(EnrichedText avro) {
        List<Float> boxed = avro.getEmbedding();
        float[] vector = new float[boxed == null ? 0 : boxed.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = boxed.get(i);
        }
        return vector;
    }

    /** Of its numbers a row says only how many there are. */
    @Override
    public Map<String, ?> row(float[] vector) {
        return Map.of("dimensions", vector.length);
    }
}
