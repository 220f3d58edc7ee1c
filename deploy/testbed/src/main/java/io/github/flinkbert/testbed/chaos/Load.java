package io.github.flinkbert.testbed.chaos;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends texts at a steady rate, on a thread of its own, through whatever happens to the broker: an
 * idempotent producer that never gives up, so that each is written once.
 */
final class Load implements AutoCloseable {

    private static final int NEVER_MILLIS = Integer.MAX_VALUE;

    private final Producer<byte[], byte[]> producer;
    private final SentRecords records;
    private final String topic;
    private final long nanosBetween;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::send, "chaos-load");
    private volatile boolean going = true;

    Load(String bootstrapServers, String topic, SentRecords records, int perSecond) {
        this.records = records;
        this.topic = topic;
        nanosBetween = 1_000_000_000L / perSecond;
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                NEVER_MILLIS,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                NEVER_MILLIS,
                                ProducerConfig.LINGER_MS_CONFIG,
                                5),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void send() {
        long next = System.nanoTime();
        while (going) {
            int n = sent.getAndIncrement();
            var unused =
                    producer.send(
                            new ProducerRecord<>(topic, Texts.key(n), records.value(n)),
                            (written, e) -> failure.compareAndSet(null, e));
            next += nanosBetween;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /**
     * Sends no more, and waits until the broker has all that was sent.
     *
     * @return how many: the numbers from 0 on
     */
    int finish() throws InterruptedException {
        going = false;
        thread.join();
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("the broker did not take every text", failure.get());
        }
        return sent.get();
    }

    @Override
    public void close() {
        going = false;
        producer.close(java.time.Duration.ZERO);
    }
}
