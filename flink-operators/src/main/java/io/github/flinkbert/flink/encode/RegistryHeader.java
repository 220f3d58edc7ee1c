package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/**
 * Puts in front of Avro binary what Confluent's wire format has there. The schema's id is asked for
 * when this is made, so that a registry that refuses shows when the job starts.
 */
final class RegistryHeader {

    private final int id;

    /**
     * @param topic whose values these are: Confluent's default names their subject by it
     * @throws io.github.flinkbert.flink.registry.RegistryException if the registry has no id for
     *     the schema
     */
    RegistryHeader(RegistryConfig config, String topic, Schema schema) {
        id = new SchemaRegistry(config).id(topic + "-value", schema);
    }

    byte[] before(byte[] value) {
        return ByteBuffer.allocate(SchemaRegistry.HEADER + value.length)
                .put(SchemaRegistry.MAGIC)
                .putInt(id)
                .put(value)
                .array();
    }
}
