package io.github.flinkbert.flink.decode;

import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads values of one class out of Avro binary, to the last byte. Used by one thread. */
public final class AvroValues<T extends SpecificRecord> {

    private final Class<T> type;
    private final SpecificDatumReader<T> reader;

    /** Of values that were written with the schema that this version of the job knows. */
    public AvroValues(Class<T> type) {
        this(type, SpecificData.get().getSchema(type));
    }

    /** Of values that were written with another version of the schema. */
    AvroValues(Class<T> type, Schema writer) {
        this.type = type;
        this.reader =
                new SpecificDatumReader<>(
                        writer, SpecificData.get().getSchema(type), SpecificData.getForClass(type));
    }

    /**
     * @throws MalformedRecordException if the bytes are no such value
     */
    public T read(byte[] bytes) throws MalformedRecordException {
        BoundedAvroDecoder decoder = new BoundedAvroDecoder(bytes);
        T value;
        try {
            value = reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            // Avro reports bad input in many classes, index and cast errors among them.
            throw new MalformedRecordException(
                    "the value is no Avro %s: %s".formatted(type.getSimpleName(), reason(e)), e);
        }
        if (!decoder.isAtEnd()) {
            throw new MalformedRecordException(
                    "the value is no Avro %s: there are bytes after its end"
                            .formatted(type.getSimpleName()));
        }
        return value;
    }

    private static String reason(Exception e) {
        if (e instanceof EOFException) {
            return "it ends too early";
        }
        return e instanceof BoundedAvroDecoder.RefusedException
                ? e.getMessage()
                : "its bytes do not follow the schema";
    }
}
