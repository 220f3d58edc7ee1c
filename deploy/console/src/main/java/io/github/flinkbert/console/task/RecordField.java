package io.github.flinkbert.console.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * A task's field of an enriched record, in both formats of the job. Immutable; fields of a class
 * are equal.
 *
 * @param <V> what is read; never null, empty where the record has none
 */
@Internal
public interface RecordField<V> {

    /** Its name in JSON. */
    String name();

    /**
     * @param json the field's value; missing or null where the record has none
     * @throws JsonProcessingException if it is not what the job writes
     */
    V read(JsonNode json) throws JsonProcessingException;

    /** Reads it from Avro. */
    V read(EnrichedText avro);

    /** The names and values that it adds to a row's JSON, of bounded size. */
    Map<String, ?> row(V value);

    /** A word that the text can be coloured by; empty where there is none. */
    default String label(V value) {
        return "";
    }
}
