package io.github.flinkbert.flink.resend;

import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.schemas.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/**
 * What to send back, and how.
 *
 * @param topic the dead letters'
 * @param format of the dead letters
 * @param registry required for the format avro-confluent
 * @param group remembers how far they have been sent back; its name is the transactional id, too
 * @param stages only what was rejected there; others are passed over for good
 * @param into another topic than the records' own
 * @param dryRun says what would be sent, sends nothing and remembers nothing
 * @param consumer further properties of Kafka's consumer
 * @param producer further properties of Kafka's producer
 */
@Internal
public record ResendConfig(
        String bootstrapServers,
        String topic,
        OutputFormat format,
        Optional<RegistryConfig> registry,
        String group,
        Set<Stage> stages,
        Optional<String> into,
        boolean dryRun,
        Map<String, String> consumer,
        Map<String, String> producer) {

    public ResendConfig {
        if (format == OutputFormat.AVRO_CONFLUENT && registry.isEmpty()) {
            throw new IllegalArgumentException(
                    "the format avro-confluent needs the schema registry's URL");
        }
        stages = Set.copyOf(stages);
        consumer = Map.copyOf(consumer);
        producer = Map.copyOf(producer);
    }
}
