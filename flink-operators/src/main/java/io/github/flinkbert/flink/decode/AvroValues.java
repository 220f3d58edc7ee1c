package io.github.flinkbert.flink.decode;

import io.github.flinkbert.failure.FailureMessage;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroTypeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.annotation.Internal;

/**
 * Reads values of one class out of Avro binary, to the last byte. Used by one thread.
 *
 * <p>Plain Avro does not say which version of a schema wrote a value. Fields that later versions
 * added stand last and are null by default, so a value that ends where one of them begins is read
 * as an earlier version's.
 */
@Internal
public final class AvroValues<T extends SpecificRecord> {

    private final Class<T> type;
    private final String written;
    private final SpecificDatumReader<T> reader;
    private final List<AvroValues<T>> earlier;

    /** Of values that were written with the schema that this version of the job knows. */
    public AvroValues(Class<T> type) {
        this(type, SpecificData.get().getSchema(type));
    }

    private AvroValues(Class<T> type, Schema schema) {
        this(
                type,
                schema,
                schema,
                "",
                earlier(schema).stream()
                        .map(written -> new AvroValues<>(type, written, schema, "", List.of()))
                        .toList());
    }

    /**
     * Of values that were written with another schema.
     *
     * @param as how the class is to be read: its own schema, or one with its fields in their order
     *     that takes more
     * @param written names what was written with that schema, in the plural
     */
    AvroValues(Class<T> type, Schema writer, Schema as, String written) {
        this(type, writer, as, written, List.of());
    }

    private AvroValues(
            Class<T> type, Schema writer, Schema as, String written, List<AvroValues<T>> earlier) {
        this.type = type;
        this.written = written;
        this.earlier = earlier;
        this.reader = new SpecificDatumReader<>(writer, as, SpecificData.getForClass(type));
    }

    /**
     * @throws MalformedRecordException if the bytes are no such value
     */
    public T read(byte[] bytes) throws MalformedRecordException {
        try {
            return read(new BoundedAvroDecoder(bytes));
        } catch (MalformedRecordException e) {
            for (AvroValues<T> version : earlier) {
                try {
                    return version.read(new BoundedAvroDecoder(bytes));
                } catch (MalformedRecordException older) {
                    e.addSuppressed(older);
                }
            }
            throw e;
        }
    }

    /** The schema without its last fields that are null by default, one less each. */
    private static List<Schema> earlier(Schema schema) {
        List<Schema> versions = new ArrayList<>();
        List<Schema.Field> fields = schema.getFields();
        for (int last = fields.size() - 1;
                last > 0 && fields.get(last).defaultVal() == JsonProperties.NULL_VALUE;
                last--) {
            versions.add(
                    Schema.createRecord(
                            schema.getName(),
                            schema.getDoc(),
                            schema.getNamespace(),
                            false,
                            fields.subList(0, last).stream()
                                    .map(field -> new Schema.Field(field, field.schema()))
                                    .toList()));
        }
        return versions;
    }

    /** From where the decoder is to its end. */
    T read(BoundedAvroDecoder decoder) throws MalformedRecordException {
        T value;
        try {
            value = reader.read(null, decoder);
        } catch (AvroTypeException e) {
            throw new MalformedRecordException(
                    written.isEmpty()
                            ? malformed(reason(e))
                            // Avro's words name types and fields, not what is in them.
                            : "%s cannot be read as %s: %s"
                                    .formatted(
                                            written,
                                            type.getName(),
                                            SchemaNames.shortened(FailureMessage.of(e))),
                    e);
        } catch (IOException | RuntimeException e) {
            // Avro reports bad input in many classes, index and cast errors among them.
            throw new MalformedRecordException(malformed(reason(e)), e);
        }
        if (!decoder.isAtEnd()) {
            throw new MalformedRecordException(malformed("there are bytes after its end"));
        }
        return value;
    }

    private String malformed(String reason) {
        return "the value is no Avro %s: %s".formatted(type.getSimpleName(), reason);
    }

    private static String reason(Exception e) {
        if (e instanceof EOFException) {
            return "it ends too early";
        }
        return e instanceof BoundedAvroDecoder.RejectedException
                ? FailureMessage.of(e)
                : "its bytes do not follow the schema";
    }
}
