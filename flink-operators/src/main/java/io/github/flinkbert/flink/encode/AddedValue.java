package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.TextQuery;
import org.apache.flink.annotation.Internal;

/** What was found in a record, as the value of a field that is added to it. Used by one thread. */
@FunctionalInterface
@Internal
public interface AddedValue {

    /** Of one text of several: where it lies in the record, as a JSON pointer. */
    String PATH = "path";

    /** The value in the record's own form; null in that form where the record has no text. */
    byte[] of(Enriched<TextQuery> enriched);
}
