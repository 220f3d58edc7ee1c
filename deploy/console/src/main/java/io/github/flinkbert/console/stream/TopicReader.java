package io.github.flinkbert.console.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.annotation.Internal;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads both topics on a thread and with a consumer of its own, committed records only, in no group
 * and with no offset committed: the job and its other readers do not notice. Goes on whatever
 * happens to the broker, until it is closed.
 */
@Internal
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** How long a broker may take before it counts as away. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_MILLIS = 2_000;

    private final WatchedTopics topics;
    private final Feed feed;
    private final StartingPlaces places;
    private final Backlog backlog = new Backlog(System.currentTimeMillis());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "watch-topics");

    /** Where to go on with a new consumer, should Kafka's client give up. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private TopicReader(WatchedTopics topics, Feed feed) {
        this.topics = topics;
        this.feed = feed;
        this.places = new StartingPlaces(topics);
    }

    /** Reads into a feed from now on. */
    public static TopicReader start(WatchedTopics topics, Feed feed) {
        TopicReader reader = new TopicReader(topics, feed);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed()) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                read(consumer);
            } catch (KafkaException e) {
                feed.trouble("Kafka's client gave up, and is started again: " + e.getMessage());
                await(PAUSE_MILLIS);
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        long looked = System.nanoTime() - LOOK_NANOS;
        while (!isClosed()) {
            if (System.nanoTime() - looked >= LOOK_NANOS) {
                look(consumer);
                looked = System.nanoTime();
            }
            if (consumer.assignment().isEmpty()) {
                await(POLL.toMillis());
            } else {
                take(consumer.poll(POLL));
            }
        }
    }

    /** Finds partitions that are new, and whether the broker is there at all. */
    private void look(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            Set<TopicPartition> known = new TreeSet<>(StartingPlaces.ORDER);
            known.addAll(consumer.assignment());
            Set<TopicPartition> fresh = places.find(consumer, known, ANSWER);
            if (!fresh.isEmpty()) {
                begin(consumer, known, fresh);
            }
            known.addAll(fresh);
            places.looked();
            var unused = consumer.endOffsets(known, ANSWER);
            feed.trouble(
                    known.stream().anyMatch(each -> each.topic().equals(topics.texts()))
                            ? ""
                            : "There is no topic %s yet.".formatted(topics.texts()));
        } catch (TimeoutException e) {
            feed.trouble("The broker is away; whatever comes is shown when it is back.");
        }
    }

    private void begin(
            KafkaConsumer<byte[], byte[]> consumer,
            Set<TopicPartition> known,
            Set<TopicPartition> fresh) {
        Set<TopicPartition> all = new HashSet<>(known);
        all.addAll(fresh);
        consumer.assign(all);
        try {
            places.starts(consumer, fresh, next, ANSWER).forEach(consumer::seek);
        } catch (TimeoutException e) {
            // Else they would be read from wherever Kafka's client likes.
            consumer.assign(known);
            throw e;
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        long now = System.currentTimeMillis();
        List<ConsumerRecord<byte[], byte[]>> texts = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            (record.topic().equals(topics.texts()) ? texts : deadLetters).add(record);
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            if (places.isNew(record) && record.timestamp() >= 0) {
                took(record.timestamp(), now);
            }
        }
        feed.trouble("");
        feed.texts(texts, now);
        feed.deadLetters(deadLetters, now);
    }

    private void took(long written, long now) {
        if (backlog.has(written, now)) {
            feed.backlog(now - written);
        } else {
            feed.latency(Math.max(0, now - written));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(topics.kafka());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Looking on must not make a topic that somebody else has yet to make.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        // A broker that comes back is to be found soon.
        settings.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void await(long millis) {
        try {
            var unused = closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }
}
