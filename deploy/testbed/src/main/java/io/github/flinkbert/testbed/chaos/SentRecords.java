package io.github.flinkbert.testbed.chaos;

import java.util.Map;
import java.util.Optional;

/** What a chaos run sends, and what is to become of it. Thread-safe. */
interface SentRecords extends AutoCloseable {

    /** Of record {@code n}; that of a {@linkplain Texts#isBroken broken} one cannot be read. */
    byte[] value(int n);

    /** Whether a value that came out holds what record {@code n} held, and a result. */
    boolean isWhole(int n, byte[] out);

    /** What the job is told about the records. */
    Map<String, String> jobOptions();

    /** The registry that has the records' schemas. */
    default Optional<ChaosRegistry> registry() {
        return Optional.empty();
    }

    /** From now on records are of another version of their schema, where they have one. */
    default void nextVersion() {}

    @Override
    default void close() {}

    /**
     * @param form empty for texts that are enriched
     */
    static SentRecords of(Optional<InPlaceForm> form, Texts texts) {
        return form.map(
                        each ->
                                switch (each) {
                                    case JSON -> new JsonRecords(texts);
                                    case AVRO -> new AvroRecords(texts);
                                })
                .orElseGet(() -> new TextRecords(texts));
    }
}
