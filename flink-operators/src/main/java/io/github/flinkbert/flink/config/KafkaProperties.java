package io.github.flinkbert.flink.config;

import io.github.flinkbert.flink.option.Settings;
import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.annotation.Internal;

/**
 * Properties for Kafka's own clients, secrets among them: the values show in no message and no log.
 *
 * @param source for consumers
 * @param sink for producers
 */
@Internal
public record KafkaProperties(Map<String, String> source, Map<String, String> sink)
        implements Serializable {

    /** Kafka's own names for what the job has an option for. */
    private static final Map<String, String> SET_BY_OPTIONS =
            Map.of(
                    "bootstrap.servers", "bootstrap-servers",
                    "group.id", "group-id",
                    "auto.offset.reset", "start-from",
                    "transactional.id", "transactional-id-prefix",
                    "transaction.timeout.ms", "transaction-timeout",
                    "max.request.size", "max-output-bytes");

    public KafkaProperties {
        source = Map.copyOf(source);
        sink = Map.copyOf(sink);
    }

    static boolean isPassedThrough(String key) {
        return key.startsWith("kafka.")
                || key.startsWith("source.kafka.")
                || key.startsWith("sink.kafka.");
    }

    static KafkaProperties from(Settings settings) {
        Map<String, String> both = settings.under("kafka.");
        Map<String, String> source = new TreeMap<>(both);
        source.putAll(settings.under("source.kafka."));
        Map<String, String> sink = new TreeMap<>(both);
        sink.putAll(settings.under("sink.kafka."));

        var names = new TreeMap<>(source);
        names.putAll(sink);
        for (String name : names.keySet()) {
            String option = SET_BY_OPTIONS.get(name);
            settings.require(
                    option == null,
                    "kafka.%s cannot be passed through: the option %s sets it"
                            .formatted(name, option));
            settings.require(
                    !name.endsWith(".serializer") && !name.endsWith(".deserializer"),
                    "kafka.%s cannot be passed through: the job reads and writes bytes"
                            .formatted(name));
        }
        return new KafkaProperties(source, sink);
    }

    public Properties sourceProperties() {
        return toProperties(source);
    }

    public Properties sinkProperties() {
        return toProperties(sink);
    }

    private static Properties toProperties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }

    /** Names only. */
    @Override
    public String toString() {
        return "KafkaProperties[source=%s, sink=%s]".formatted(source.keySet(), sink.keySet());
    }
}
