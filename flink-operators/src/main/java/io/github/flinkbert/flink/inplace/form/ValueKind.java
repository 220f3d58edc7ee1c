package io.github.flinkbert.flink.inplace.form;

import java.util.Locale;
import org.apache.flink.annotation.Internal;

/** What a value is, as far as it matters to whoever looks for texts. */
@Internal
public enum ValueKind {
    STRING,
    NUMBER,
    BOOLEAN,
    /** A symbol of an Avro enum. */
    ENUM,
    /** Of Avro, fixed ones too. */
    BYTES,
    ARRAY,
    OBJECT;

    String inWords() {
        return name().toLowerCase(Locale.ROOT);
    }
}
