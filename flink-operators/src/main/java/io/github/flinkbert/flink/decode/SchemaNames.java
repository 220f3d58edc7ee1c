package io.github.flinkbert.flink.decode;

import org.apache.avro.Schema;

/** Other people's schemas in messages. */
final class SchemaNames {

    private static final int LONGEST = 300;

    private SchemaNames() {}

    /**
     * What values of the schema are called: the full name of a record, the kind of anything else.
     */
    static String of(Schema schema) {
        return shortened(schema.getFullName());
    }

    static String shortened(String words) {
        return words == null || words.length() <= LONGEST
                ? words
                : words.substring(0, LONGEST) + "…";
    }
}
