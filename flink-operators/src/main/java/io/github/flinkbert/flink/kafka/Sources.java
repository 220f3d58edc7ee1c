package io.github.flinkbert.flink.kafka;

import io.github.flinkbert.flink.config.ExecutionOptions.Delivery;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.config.SourceOptions.SourceConfig;
import io.github.flinkbert.flink.config.SourceOptions.StopAt;
import io.github.flinkbert.flink.record.KafkaRecord;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The job's Kafka source. */
@Internal
public final class Sources {

    private Sources() {}

    public static KafkaSource<KafkaRecord> of(KafkaJobConfig config) {
        SourceConfig source = config.source();
        KafkaSourceBuilder<KafkaRecord> builder =
                KafkaSource.<KafkaRecord>builder()
                        .setBootstrapServers(config.bootstrapServers())
                        .setGroupId(source.groupId())
                        .setStartingOffsets(start(source))
                        .setDeserializer(new WholeRecordDeserializer());
        source.topics().ifPresent(builder::setTopics);
        source.topicPattern().ifPresent(builder::setTopicPattern);
        switch (source.stopAt()) {
            case NEVER -> {}
            case LATEST -> builder.setBounded(OffsetsInitializer.latest());
            case TIMESTAMP ->
                    builder.setBounded(
                            OffsetsInitializer.timestamp(
                                    source.stopTimestamp().orElseThrow().toEpochMilli()));
        }
        if (config.delivery().delivery() == Delivery.EXACTLY_ONCE) {
            // Whoever wants each result once wants no inputs that their producer took back.
            builder.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        }
        return builder.setProperties(config.kafkaProperties().sourceProperties()).build();
    }

    /**
     * Updates of the model, from the first that the topic still has: it is compacted. They end
     * where the texts end.
     */
    public static KafkaSource<KafkaRecord> updates(KafkaJobConfig config, String topic) {
        KafkaSourceBuilder<KafkaRecord> builder =
                KafkaSource.<KafkaRecord>builder()
                        .setBootstrapServers(config.bootstrapServers())
                        .setGroupId(config.source().groupId() + "-updates")
                        .setTopics(topic)
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setDeserializer(new WholeRecordDeserializer())
                        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        if (config.source().stopAt() != StopAt.NEVER) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return builder.setProperties(config.kafkaProperties().sourceProperties()).build();
    }

    /**
     * Kafka's timestamps are handed on as event times. Records of a partition need not be in the
     * order of their times; the job itself has no use for watermarks.
     */
    public static WatermarkStrategy<KafkaRecord> watermarks(SourceConfig source) {
        WatermarkStrategy<KafkaRecord> strategy = WatermarkStrategy.forMonotonousTimestamps();
        return source.idleTimeout().isZero()
                ? strategy
                : strategy.withIdleness(source.idleTimeout());
    }

    @SuppressWarnings("deprecation") // the connector's own factory still takes this Kafka type
    private static OffsetsInitializer start(SourceConfig source) {
        return switch (source.startFrom()) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case TIMESTAMP ->
                    OffsetsInitializer.timestamp(
                            source.startTimestamp().orElseThrow().toEpochMilli());
        };
    }
}
