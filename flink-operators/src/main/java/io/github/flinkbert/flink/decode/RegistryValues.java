package io.github.flinkbert.flink.decode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads values of one class in Confluent's wire format: byte 0, the id of the schema that wrote the
 * value in 4 bytes, big-endian, and the value in Avro binary. Each schema is asked for once; an id
 * that the registry does not have, once in a while. Used by one thread.
 */
public final class RegistryValues<T extends SpecificRecord> {

    /** More than any topic has; broken values may claim any id. */
    private static final long MOST_SCHEMAS = 1_000;

    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);

    private final Class<T> type;
    private final SchemaRegistry registry;
    private final Cache<Integer, AvroValues<T>> readers =
            Caffeine.newBuilder().maximumSize(MOST_SCHEMAS).build();
    private final Cache<Integer, String> refused =
            Caffeine.newBuilder().maximumSize(MOST_SCHEMAS).expireAfterWrite(UNKNOWN_FOR).build();

    public RegistryValues(Class<T> type, RegistryConfig config) {
        this.type = type;
        this.registry = new SchemaRegistry(config);
    }

    /**
     * @throws MalformedRecordException if the value is at fault
     * @throws io.github.flinkbert.flink.registry.RegistryException if the registry is
     */
    public T read(byte[] value) throws MalformedRecordException {
        if (value.length < SchemaRegistry.HEADER || value[0] != SchemaRegistry.MAGIC) {
            throw new MalformedRecordException(
                    "the value is not in the schema registry's format: expected byte 0 and 4 bytes of an id, found %s"
                            .formatted(
                                    value.length < SchemaRegistry.HEADER
                                            ? "%d bytes in all".formatted(value.length)
                                            : "byte %d".formatted(value[0])));
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        return reader(id).read(Arrays.copyOfRange(value, SchemaRegistry.HEADER, value.length));
    }

    private AvroValues<T> reader(int id) throws MalformedRecordException {
        AvroValues<T> known = readers.getIfPresent(id);
        if (known != null) {
            return known;
        }
        String reason = refused.getIfPresent(id);
        if (reason == null) {
            Optional<Schema> schema = registry.schema(id);
            reason = schema.map(written -> misfit(id, written)).orElse(unknown(id));
            if (reason.isEmpty()) {
                AvroValues<T> reader = new AvroValues<>(type, schema.orElseThrow());
                readers.put(id, reader);
                return reader;
            }
            refused.put(id, reason);
        }
        throw new MalformedRecordException(reason);
    }

    private static String unknown(int id) {
        return "the schema registry has no Avro schema with the id %d".formatted(id);
    }

    /** Empty where values of that schema can be read. */
    private String misfit(int id, Schema written) {
        Schema wanted = SpecificData.get().getSchema(type);
        var result =
                SchemaCompatibility.checkReaderWriterCompatibility(wanted, written).getResult();
        return result.getCompatibility() == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE
                ? ""
                : "values of the schema %d (%s) cannot be read as %s: %s"
                        .formatted(
                                id,
                                written.getFullName(),
                                wanted.getFullName(),
                                result.getIncompatibilities().stream()
                                        .map(
                                                fault ->
                                                        "%s at %s"
                                                                .formatted(
                                                                        fault.getMessage(),
                                                                        fault.getLocation()))
                                        .findFirst()
                                        .orElse("no reason given"));
    }
}
