package io.github.flinkbert.console.stream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Which partitions there are, and where to begin in each. Used by one thread. */
final class StartingPlaces {

    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    /** Of what was there before, so that the page is not empty: so many records of each topic. */
    private static final int LOOK_BACK = 200;

    private final WatchedTopics topics;
    private final Map<TopicPartition, Long> endAtStart = new HashMap<>();
    private boolean looked;

    StartingPlaces(WatchedTopics topics) {
        this.topics = topics;
    }

    /**
     * Partitions that are not known yet.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if the broker does not answer
     */
    Set<TopicPartition> find(Consumer<?, ?> consumer, Set<TopicPartition> known, Duration timeout) {
        Set<TopicPartition> fresh = new TreeSet<>(ORDER);
        for (String topic : List.of(topics.texts(), topics.deadLetters())) {
            for (PartitionInfo partition : partitions(consumer, topic, timeout)) {
                fresh.add(new TopicPartition(topic, partition.partition()));
            }
        }
        fresh.removeAll(known);
        return fresh;
    }

    /**
     * The offset to begin at. A partition that is there at the first look begins as the user says;
     * one that comes later is new from its beginning; one that was being read goes on.
     *
     * @param next where to go on
     * @throws org.apache.kafka.common.errors.TimeoutException if the broker does not answer
     */
    Map<TopicPartition, Long> starts(
            Consumer<?, ?> consumer,
            Set<TopicPartition> fresh,
            Map<TopicPartition, Long> next,
            Duration timeout) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(fresh, timeout);
        Map<TopicPartition, Long> ends = consumer.endOffsets(fresh, timeout);
        Map<TopicPartition, Long> starts = new TreeMap<>(ORDER);
        for (TopicPartition partition : fresh) {
            long beginning = requireNonNull(first.get(partition), partition::toString);
            long end = requireNonNull(ends.get(partition), partition::toString);
            endAtStart.putIfAbsent(partition, looked ? beginning : end);
            long start =
                    topics.fromBeginning() || looked ? beginning : end - share(fresh, partition);
            starts.put(partition, Math.max(beginning, next.getOrDefault(partition, start)));
        }
        return starts;
    }

    /** From now on, a partition that is not known is one that was not there. */
    void looked() {
        looked = true;
    }

    /** Whether a record came after the first look; those before say nothing of latency. */
    boolean isNew(ConsumerRecord<?, ?> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        return record.offset() >= endAtStart.getOrDefault(partition, 0L);
    }

    private static long share(Set<TopicPartition> fresh, TopicPartition partition) {
        long siblings =
                fresh.stream().filter(each -> each.topic().equals(partition.topic())).count();
        return LOOK_BACK / siblings;
    }

    private static List<PartitionInfo> partitions(
            Consumer<?, ?> consumer, String topic, Duration timeout) {
        return Optional.ofNullable(consumer.partitionsFor(topic, timeout)).orElse(List.of());
    }
}
