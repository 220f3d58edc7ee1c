package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.resend.Resend;
import io.github.flinkbert.flink.resend.ResendConfig;
import io.github.flinkbert.flink.resend.ResendListener;
import io.github.flinkbert.flink.resend.ResendReport;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records that were dead letters come back to their topic as they were. */
class ResendIT {

    private static final int BROKEN = 25;

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AVRO_CONFLUENT")
    void recordsComeBackWholeAndOnlyOnce(OutputFormat format) throws Exception {
        String topic = "back-" + format.name().toLowerCase(java.util.Locale.ROOT);
        List<ConsumerRecord<byte[], byte[]>> before = rejected(topic, format);
        ResendConfig config = config(topic, format);

        ResendReport dry = Resend.run(dry(config), new ResendListener() {});
        assertThat(broker.readAll(topic)).as("after a dry run").hasSameSizeAs(before);
        ResendReport report = Resend.run(config, new ResendListener() {});
        ResendReport again = Resend.run(config, new ResendListener() {});

        assertThat(dry).isEqualTo(report);
        assertThat(report).isEqualTo(new ResendReport(before.size(), 0, 0, 0));
        assertThat(again).isEqualTo(new ResendReport(0, 0, 0, 0));
        List<ConsumerRecord<byte[], byte[]>> after = broker.readAll(topic);
        assertThat(after).hasSize(2 * before.size());
        assertThat(described(after.stream().filter(r -> !contains(before, r)).toList()))
                .containsExactlyInAnyOrderElementsOf(described(before));
    }

    @Test
    void onlyTheStagesAskedForAreSentAndWhatIsNoLetterIsSaid() throws Exception {
        broker.createTopic("elsewhere", 1);
        List<ConsumerRecord<byte[], byte[]>> before = rejected("stages", OutputFormat.JSON);
        broker.send(
                List.of(
                        // Both to one partition: between partitions there is no order.
                        new ProducerRecord<byte[], byte[]>(
                                "stages-out-dead-letters",
                                0,
                                new byte[0],
                                "no letter".getBytes(UTF_8)),
                        new ProducerRecord<byte[], byte[]>(
                                "stages-out-dead-letters", 0, new byte[0], null)));
        List<String> reasons = new ArrayList<>();
        ResendListener listener =
                new ResendListener() {
                    @Override
                    public void unreadable(int partition, long offset, String reason) {
                        reasons.add(reason);
                    }

                    @Override
                    public void resent(DeadLetter deadLetter) {
                        assertThat(deadLetter.getStage()).isEqualTo(Stage.MODEL);
                    }
                };
        ResendConfig all = config("stages", OutputFormat.JSON);

        ResendReport report =
                Resend.run(
                        new ResendConfig(
                                all.bootstrapServers(),
                                all.topic(),
                                all.format(),
                                all.registry(),
                                all.group(),
                                Set.of(Stage.MODEL),
                                Optional.of("elsewhere"),
                                false,
                                Map.of(),
                                Map.of()),
                        listener);

        assertThat(report.resent()).isEqualTo(BROKEN);
        assertThat(report.passedOver()).isEqualTo(before.size() - BROKEN);
        assertThat(report.unreadable()).isEqualTo(2);
        assertThat(reasons)
                .containsExactly("the value is no dead letter in JSON", "the record has no value");
        assertThat(broker.readAll("elsewhere")).hasSize(BROKEN);
        assertThat(broker.readAll("stages")).hasSameSizeAs(before);
    }

    /** Runs the job over records that it rejects, one of them too long for one dead letter. */
    private static List<ConsumerRecord<byte[], byte[]>> rejected(String topic, OutputFormat format)
            throws Exception {
        broker.createTopic(topic, 3);
        broker.createTopic(topic + "-out", 1);
        broker.createTopic(topic + "-out-dead-letters", 2);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < BROKEN; i++) {
            byte[] key = i % 3 == 0 ? null : ("key " + i).getBytes(UTF_8);
            String text = "{\"text\": \"%s %d\"}".formatted(LengthEnricher.REFUSED, i);
            records.add(new ProducerRecord<>(topic, i % 3, 1000L + i, key, text.getBytes(UTF_8)));
            records.get(i).headers().add("n", null).add("n", new byte[] {(byte) i});
        }
        byte[] bytes = new byte[1_040_000];
        new Random(5).nextBytes(bytes);
        records.add(new ProducerRecord<>(topic, 1, 7L, (byte[]) null, bytes));
        ProducerRecord<byte[], byte[]> header =
                new ProducerRecord<>(topic, 2, 8L, new byte[] {1, 2}, (byte[]) null);
        header.headers().add("long", bytes).add("last", new byte[] {1});
        records.add(header);
        broker.send(records);
        new JobRun(broker, topic)
                .with("dead-letter-format", format.name().toLowerCase(java.util.Locale.ROOT))
                .toTheEnd(LengthEnricher::load);
        List<ConsumerRecord<byte[], byte[]>> all = broker.readAll(topic);
        assertThat(all).hasSize(BROKEN + 2);
        return all;
    }

    private static ResendConfig config(String topic, OutputFormat format) {
        return new ResendConfig(
                broker.bootstrapServers(),
                topic + "-out-dead-letters",
                format,
                Optional.empty(),
                topic + "-resend",
                Set.of(Stage.DECODE, Stage.MODEL, Stage.ENCODE),
                Optional.empty(),
                false,
                Map.of(),
                Map.of());
    }

    private static ResendConfig dry(ResendConfig config) {
        return new ResendConfig(
                config.bootstrapServers(),
                config.topic(),
                config.format(),
                config.registry(),
                config.group(),
                config.stages(),
                config.into(),
                true,
                config.consumer(),
                config.producer());
    }

    private static boolean contains(
            List<ConsumerRecord<byte[], byte[]>> records, ConsumerRecord<byte[], byte[]> one) {
        return records.stream()
                .anyMatch(r -> r.partition() == one.partition() && r.offset() == one.offset());
    }

    /** All but the offset. */
    private static List<String> described(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(
                        r ->
                                "%d %d %s %s %s"
                                        .formatted(
                                                r.partition(),
                                                r.timestamp(),
                                                java.util.Arrays.hashCode(r.key()),
                                                java.util.Arrays.hashCode(r.value()),
                                                r.headers()))
                .toList();
    }
}
