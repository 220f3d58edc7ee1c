package io.github.flinkbert.flink.inplace.avro;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.registry.RegisteredSchema;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.SchemaRegistry;
import io.github.flinkbert.flink.registry.SchemaRejectedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Confluent's wire format: byte 0 and the id of the schema that wrote the value. Each schema is
 * asked for once, and what it becomes is registered once, under the subject of the output topic's
 * values; what is refused is remembered for a minute.
 */
@Internal
public final class RegistryFraming implements AvroFraming {

    /** More than any topic has; broken values may claim any id. */
    private static final long MOST_SCHEMAS = 1_000;

    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private final SchemaRegistry registry;
    private final String subject;
    private final AddedField field;
    private final Cache<Integer, GrowingSchema> schemas =
            Caffeine.newBuilder().maximumSize(MOST_SCHEMAS).build();
    private final Cache<Integer, Integer> grown =
            Caffeine.newBuilder().maximumSize(MOST_SCHEMAS).build();
    private final Cache<Integer, String> refused =
            Caffeine.newBuilder().maximumSize(MOST_SCHEMAS).expireAfterWrite(REFUSED_FOR).build();

    /**
     * @param topic that is written: Confluent's default names the subject of its values by it
     */
    public RegistryFraming(RegistryConfig config, String topic, AddedField field) {
        this.registry = new SchemaRegistry(config);
        this.subject = topic + "-value";
        this.field = field;
    }

    @Override
    public int length() {
        return SchemaRegistry.HEADER;
    }

    @Override
    public GrowingSchema schema(byte[] value) throws MalformedRecordException {
        return known(schemas, idBefore(value), this::ask);
    }

    @Override
    public byte[] grown(byte[] value) throws MalformedRecordException {
        int id = known(grown, idBefore(value), this::register);
        return ByteBuffer.allocate(SchemaRegistry.HEADER)
                .put(SchemaRegistry.MAGIC)
                .putInt(id)
                .array();
    }

    private static int idBefore(byte[] value) throws MalformedRecordException {
        try {
            return SchemaRegistry.idBefore(value);
        } catch (SchemaRejectedException e) {
            throw new MalformedRecordException(FailureMessage.of(e), e);
        }
    }

    /** Asks the registry. */
    @FunctionalInterface
    private interface Request<V> {
        V of(int id) throws SchemaRejectedException, MalformedRecordException;
    }

    private <V> V known(Cache<Integer, V> entries, int id, Request<V> request)
            throws MalformedRecordException {
        V known = entries.getIfPresent(id);
        if (known != null) {
            return known;
        }
        String reason = refused.getIfPresent(id);
        if (reason == null) {
            try {
                V fetched = request.of(id);
                entries.put(id, fetched);
                return fetched;
            } catch (SchemaRejectedException | MalformedRecordException e) {
                reason = FailureMessage.of(e);
            }
            refused.put(id, reason);
        }
        throw new MalformedRecordException(reason);
    }

    private GrowingSchema ask(int id) throws SchemaRejectedException, MalformedRecordException {
        Optional<RegisteredSchema> found = registry.registered(id);
        if (found.isEmpty()) {
            throw new MalformedRecordException(
                    "the schema registry has no Avro schema with the id %d".formatted(id));
        }
        return GrowingSchema.of(found.get(), field);
    }

    private Integer register(int id) throws SchemaRejectedException, MalformedRecordException {
        GrowingSchema schema = known(schemas, id, this::ask);
        return registry.id(
                subject,
                "%d with the field %s".formatted(id, field.name()),
                schema.text(),
                schema.references());
    }
}
