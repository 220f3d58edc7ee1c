package io.github.flinkbert.flink.inplace.avro;

import io.github.flinkbert.flink.decode.MalformedRecordException;
import org.apache.flink.annotation.Internal;

/** What stands before a datum, and which schema wrote it. Used by one thread. */
@Internal
public interface AvroFraming {

    /** Bytes before the datum. */
    int length();

    /**
     * @throws MalformedRecordException if the value has not this form, or its schema takes no more
     *     field
     */
    GrowingSchema schema(byte[] value) throws MalformedRecordException;

    /**
     * What stands before the datum once it has the field.
     *
     * @throws MalformedRecordException if there is no place for the schema
     */
    byte[] grown(byte[] value) throws MalformedRecordException;

    /** Plain Avro: nothing stands there, and all data are of one schema. */
    static AvroFraming plain(GrowingSchema schema) {
        return new AvroFraming() {
            @Override
            public int length() {
                return 0;
            }

            @Override
            public GrowingSchema schema(byte[] value) {
                return schema;
            }

            @Override
            public byte[] grown(byte[] value) {
                return new byte[0];
            }
        };
    }
}
