package io.github.flinkbert.flink.decode;

import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads values of unknown origin in plain Avro binary, each to its last byte. Used by one thread.
 *
 * @param <T> a class that is generated from a schema
 */
public final class AvroValue<T extends SpecificRecord> {

    private final Class<T> type;
    private final SpecificDatumReader<T> reader;

    public AvroValue(Class<T> type) {
        this.type = type;
        this.reader = new SpecificDatumReader<>(type);
    }

    /**
     * @throws MalformedRecordException with one sentence, if the value is something else
     */
    public T read(byte[] value) throws MalformedRecordException {
        BoundedAvroDecoder decoder = new BoundedAvroDecoder(value);
        T record;
        try {
            record = reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            // Avro reports bad input in many classes, index and cast errors among them.
            throw new MalformedRecordException(isNone() + reason(e), e);
        }
        if (!decoder.isAtEnd()) {
            throw new MalformedRecordException(isNone() + "there are bytes after its end");
        }
        return record;
    }

    private String isNone() {
        return "the value is no Avro %s: ".formatted(type.getSimpleName());
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
