package io.github.flinkbert.flink.kafka;

import io.github.flinkbert.flink.config.ExecutionOptions.Delivery;
import io.github.flinkbert.flink.config.ExecutionOptions.DeliveryConfig;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.record.OutboundRecord;
import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The job's two Kafka sinks. */
@Internal
public final class Sinks {

    /** What Kafka counts of a request beside the records' own bytes, generously. */
    private static final int REQUEST_FRAME = 64 * 1024;

    private Sinks() {}

    public static KafkaSink<OutboundRecord> enriched(KafkaJobConfig config) {
        return of(config, config.output().topic(), "enriched");
    }

    public static KafkaSink<OutboundRecord> deadLetters(KafkaJobConfig config) {
        return of(config, config.output().deadLetterTopic(), "dead-letters");
    }

    /**
     * Each sink's transactional ids begin differently: two sinks that share them fence each other.
     */
    private static KafkaSink<OutboundRecord> of(KafkaJobConfig config, String topic, String role) {
        KafkaSinkBuilder<OutboundRecord> builder =
                KafkaSink.<OutboundRecord>builder()
                        .setKafkaProducerConfig(config.kafkaProperties().sinkProperties())
                        .setBootstrapServers(config.bootstrapServers())
                        .setRecordSerializer(new OutboundSerializer(topic))
                        .setProperty(
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                Integer.toString(config.output().maxBytes() + REQUEST_FRAME));
        DeliveryConfig delivery = config.delivery();
        if (delivery.delivery() == Delivery.AT_LEAST_ONCE) {
            return builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
        }
        return builder.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(
                        delivery.transactionalIdPrefix().orElseThrow() + "-" + role)
                .setProperty(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        Long.toString(delivery.transactionTimeout().toMillis()))
                .build();
    }
}
