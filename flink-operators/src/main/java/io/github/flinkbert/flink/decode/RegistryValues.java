package io.github.flinkbert.flink.decode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.SchemaRegistry;
import io.github.flinkbert.flink.registry.SchemaRejectedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.annotation.Internal;

/**
 * Reads values of one class in Confluent's wire format: byte 0, the id of the schema that wrote the
 * value in 4 bytes, big-endian, and the value in Avro binary. Each schema is asked for once; an id
 * that the registry does not have, or whose schema is of no use, once in a while. Used by one
 * thread.
 */
@Internal
public final class RegistryValues<T extends SpecificRecord> {

    /** More than any topic has; broken values may claim any id. */
    private static final long MOST_SCHEMAS = 1_000;

    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);

    private final Class<T> type;
    private final Schema as;
    private final boolean bytesAreText;
    private final SchemaRegistry registry;
    private final Cache<Integer, WrittenValues<T>> readers =
            Caffeine.newBuilder().maximumSize(MOST_SCHEMAS).build();
    private final Cache<Integer, String> rejected =
            Caffeine.newBuilder().maximumSize(MOST_SCHEMAS).expireAfterWrite(UNKNOWN_FOR).build();

    public RegistryValues(Class<T> type, RegistryConfig config) {
        this(type, SpecificData.get().getSchema(type), config);
    }

    /**
     * @param as how the class is to be read: its own schema, or one with its fields in their order
     *     that takes more
     */
    RegistryValues(Class<T> type, Schema as, RegistryConfig config) {
        this.type = type;
        this.as = as;
        this.bytesAreText = !holdsBytes(as);
        this.registry = new SchemaRegistry(config);
    }

    /**
     * @throws MalformedRecordException if the value, or the schema that it names, is at fault
     * @throws io.github.flinkbert.flink.registry.RegistryException if the registry is
     */
    public T read(byte[] value) throws MalformedRecordException {
        int id;
        try {
            id = SchemaRegistry.idBefore(value);
        } catch (SchemaRejectedException e) {
            throw new MalformedRecordException(FailureMessage.of(e), e);
        }
        byte[] avro = Arrays.copyOfRange(value, SchemaRegistry.HEADER, value.length);
        return reader(id).read(new BoundedAvroDecoder(avro, bytesAreText));
    }

    private static boolean holdsBytes(Schema schema) {
        return switch (schema.getType()) {
            case BYTES -> true;
            case RECORD ->
                    schema.getFields().stream().anyMatch(field -> holdsBytes(field.schema()));
            case UNION -> schema.getTypes().stream().anyMatch(RegistryValues::holdsBytes);
            case ARRAY -> holdsBytes(schema.getElementType());
            case MAP -> holdsBytes(schema.getValueType());
            default -> false;
        };
    }

    private WrittenValues<T> reader(int id) throws MalformedRecordException {
        WrittenValues<T> known = readers.getIfPresent(id);
        if (known != null) {
            return known;
        }
        String reason = rejected.getIfPresent(id);
        if (reason == null) {
            try {
                Optional<Schema> schema = registry.schema(id);
                if (schema.isPresent()) {
                    WrittenValues<T> reader = new WrittenValues<>(type, as, id, schema.get());
                    readers.put(id, reader);
                    return reader;
                }
                reason = "the schema registry has no Avro schema with the id %d".formatted(id);
            } catch (SchemaRejectedException e) {
                reason = FailureMessage.of(e);
            }
            rejected.put(id, reason);
        }
        throw new MalformedRecordException(reason);
    }
}
