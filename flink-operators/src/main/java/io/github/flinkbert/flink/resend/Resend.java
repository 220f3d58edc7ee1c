package io.github.flinkbert.flink.resend;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.schemas.DeadLetter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.annotation.Internal;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the records of dead letters back to the topics that they came from, whole: key, headers,
 * value, timestamp, and into the same partition where there still is one. It begins where its group
 * has been and ends at the dead letters that are last when it starts, so that a record that is
 * rejected once more is not sent round in circles.
 *
 * <p>Records and the group's new offsets become visible in one transaction: whoever reads committed
 * records sees each once, however often this was broken off and begun again.
 */
@Internal
public final class Resend {

    private static final Duration POLL = Duration.ofMillis(500);

    /** As long as any record that a topic took; its own bound says the rest. */
    private static final String MAX_REQUEST = "104857600";

    private final ResendConfig config;
    private final ResendListener listener;
    private final DeadLetterDecoder decoder;
    private final DeadLetterJoin join = new DeadLetterJoin();
    private final Map<String, Integer> partitions = new HashMap<>();
    private long resent;
    private long passedOver;
    private long unreadable;

    private Resend(ResendConfig config, ResendListener listener) {
        this.config = config;
        this.listener = listener;
        this.decoder = DeadLetterDecoder.of(config);
    }

    /**
     * Runs to the end of the dead letters.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka cannot be reached or refuses
     */
    public static ResendReport run(ResendConfig config, ResendListener listener) {
        Resend resend = new Resend(config, listener);
        try (KafkaConsumer<byte[], byte[]> consumer = resend.consumer()) {
            if (config.dryRun()) {
                return resend.run(consumer, Optional.empty());
            }
            try (KafkaProducer<byte[], byte[]> producer = resend.producer()) {
                producer.initTransactions();
                return resend.run(consumer, Optional.of(producer));
            }
        }
    }

    private ResendReport run(
            KafkaConsumer<byte[], byte[]> consumer,
            Optional<KafkaProducer<byte[], byte[]>> producer) {
        List<TopicPartition> all =
                consumer.partitionsFor(config.topic()).stream()
                        .map(info -> new TopicPartition(config.topic(), info.partition()))
                        .toList();
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        while (all.stream().anyMatch(each -> consumer.position(each) < end(ends, each))) {
            producer.ifPresent(KafkaProducer::beginTransaction);
            for (ConsumerRecord<byte[], byte[]> deadLetter : consumer.poll(POLL)) {
                boolean old = deadLetter.offset() < end(ends, partition(deadLetter));
                if (old) {
                    read(deadLetter, producer);
                }
            }
            producer.ifPresent(
                    sender -> {
                        sender.sendOffsetsToTransaction(
                                offsets(consumer, ends), consumer.groupMetadata());
                        sender.commitTransaction();
                    });
        }
        join.waiting().forEach(listener::incomplete);
        return new ResendReport(resent, passedOver, unreadable, join.waiting().size());
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return requireNonNull(ends.get(partition), partition::toString);
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private void read(
            ConsumerRecord<byte[], byte[]> record,
            Optional<KafkaProducer<byte[], byte[]>> producer) {
        DeadLetter deadLetter;
        try {
            if (record.value() == null) {
                throw new MalformedRecordException("the record has no value");
            }
            deadLetter = decoder.decode(record.value());
            if (deadLetter.getValueOmitted()) {
                throw new MalformedRecordException(
                        "the dead letter has no value to send back (dead-letter-content=without-value): the record is at offset %d of partition %d of %s"
                                .formatted(
                                        deadLetter.getOffset(),
                                        deadLetter.getPartition(),
                                        deadLetter.getTopic()));
            }
        } catch (MalformedRecordException e) {
            unreadable++;
            listener.unreadable(record.partition(), record.offset(), FailureMessage.of(e));
            return;
        }
        Optional<DeadLetter> whole = join.add(deadLetter, record.partition(), record.offset());
        if (whole.isEmpty()) {
            return;
        }
        if (!config.stages().contains(deadLetter.getStage())) {
            passedOver++;
            return;
        }
        producer.ifPresent(sender -> send(whole.get(), sender));
        resent++;
        listener.resent(deadLetter);
    }

    private void send(DeadLetter deadLetter, KafkaProducer<byte[], byte[]> producer) {
        String topic = config.into().orElse(deadLetter.getTopic());
        int known = partitions.computeIfAbsent(topic, name -> producer.partitionsFor(name).size());
        boolean back = config.into().isEmpty() && deadLetter.getPartition() < known;
        // A failure is told by the commit of the transaction.
        var unused =
                producer.send(
                        DeadLetterRecord.record(
                                deadLetter, topic, back ? deadLetter.getPartition() : null));
    }

    /** Up to where everything was sent: a record whose parts have not all come is read again. */
    private Map<TopicPartition, OffsetAndMetadata> offsets(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        boolean atEnd =
                ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        for (TopicPartition partition : consumer.assignment()) {
            long read = Math.min(consumer.position(partition), end(ends, partition));
            // What is not whole at the end never will be: it is told of, and left behind.
            long done =
                    atEnd
                            ? read
                            : Math.min(read, join.firstWaiting(partition.partition()).orElse(read));
            offsets.put(partition, new OffsetAndMetadata(done));
        }
        return offsets;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.putAll(config.consumer());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Properties properties = new Properties();
        properties.putAll(config.producer());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.group());
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
