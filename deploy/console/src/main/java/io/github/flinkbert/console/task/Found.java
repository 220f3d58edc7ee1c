package io.github.flinkbert.console.task;

import java.util.Map;
import org.apache.flink.annotation.Internal;

/** What a record has in a task's field. */
@Internal
public record Found<V>(RecordField<V> field, V value) {

    Map<String, ?> row() {
        return field.row(value);
    }

    String label() {
        return field.label(value);
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "Found[" + field.name() + "]";
    }
}
