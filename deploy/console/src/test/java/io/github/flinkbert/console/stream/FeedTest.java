package io.github.flinkbert.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.console.tasks.PageTasks;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class FeedTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Feed feed = new Feed(PageTasks.create(), nanos::get);

    @Test
    void countsAllAndReadsASampleOfThem() {
        byte[] value = "{\"text\":\"a\",\"embedding\":[1,2]}".getBytes(UTF_8);
        feed.texts(Collections.nCopies(20_000, record(value)), 1);

        assertThat(feed.texts()).isEqualTo(20_000);
        assertThat(feed.rows().last()).isEqualTo(500);
        assertThat(feed.rows().all()).allMatch(row -> row.found().get("dimensions").equals(2));
    }

    @Test
    void aSecondSaysHowManyCameAndHowLate() {
        feed.texts(Collections.nCopies(10, record("{}".getBytes(UTF_8))), 1);
        for (int millis = 1; millis <= 100; millis++) {
            feed.latency(millis);
        }
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        feed.tick(7, new EngineView.Second(50, 3));

        Moment moment = feed.moments().all().get(0);
        assertThat(moment.textsPerSecond()).isCloseTo(5, within(1e-6));
        assertThat(moment.latencyMillis()).isEqualTo(51);
        assertThat(moment.latencyMillis95()).isEqualTo(96);
        assertThat(moment.fillPercent()).isEqualTo(50);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        feed.tick(8, EngineView.NONE.second());
        assertThat(feed.moments().all().get(1).textsPerSecond()).isZero();
        assertThat(feed.moments().all().get(1).latencyMillis()).isNaN();
    }

    @Test
    void whatWaitedForTheJobIsNoLatencyAndIsKnownHoweverLongNothingComes() {
        feed.backlog(60_000);
        feed.tick(7, new EngineView.Second(50, 3));
        for (int i = 0; i < 300; i++) {
            feed.tick(8 + i, EngineView.NONE.second());
        }

        assertThat(feed.moments().all()).allMatch(moment -> Double.isNaN(moment.latencyMillis()));
        assertThat(feed.known().backlogMillis()).isEqualTo(60_000);
        assertThat(feed.known().fillPercent()).isEqualTo(50);
        feed.latency(20);
        feed.tick(400, EngineView.NONE.second());
        assertThat(feed.known().latencyMillis()).isEqualTo(20);
        assertThat(feed.known().backlogMillis()).isNaN();
        assertThat(feed.known().deviceMillis()).isEqualTo(3);
    }

    @Test
    void recordsWithoutATextAreCountedWithTheirFields() {
        feed.texts(
                List.of(
                        record("{\"id\":\"1\",\"text\":\"\"}".getBytes(UTF_8)),
                        record("{\"id\":\"1\",\"text\":null}".getBytes(UTF_8)),
                        record("{\"id\":\"1\",\"body\":\"b\"}".getBytes(UTF_8))),
                1);

        assertThat(feed.textless()).isEqualTo(new Textless(2, List.of("id", "body")));
        assertThat(feed.unreadable()).isZero();
        assertThat(feed.rows().last()).isEqualTo(3);
    }

    @Test
    void whatIsNotTheJobsIsCountedAndLeftOut() {
        feed.texts(
                List.of(
                        record("{\"text\":[]}".getBytes(UTF_8)),
                        record(new byte[] {1, 2, 3}),
                        record(null),
                        record(new byte[0]),
                        record("{\"text\":\"good\"}".getBytes(UTF_8))),
                1);

        assertThat(feed.texts()).isEqualTo(5);
        assertThat(feed.unreadable()).isEqualTo(4);
        assertThat(feed.rows().all()).extracting(Row::text).containsExactly("good");
    }

    @Test
    void aRowIsBoundedWhateverTheRecordIs() {
        String longText = "x".repeat(3_999) + "😀" + "y".repeat(100_000);
        byte[] value =
                "{\"id\":\"%1$s\",\"text\":\"%1$s\",\"attributes\":{\"a\":\"%1$s\"},\"model\":{\"name\":\"%1$s\"}}"
                        .formatted(longText)
                        .getBytes(UTF_8);
        feed.texts(List.of(record(value)), 1);

        Row row = feed.rows().all().get(0);
        assertThat(row.text()).isEqualTo("x".repeat(3_999));
        assertThat(row.length()).isEqualTo(longText.length());
        assertThat(row.id().length() + row.attributes().get("a").length()).isEqualTo(400);
        assertThat(feed.models().all().get(0).model().name()).hasSize(200);
    }

    @Test
    void modelsAreRememberedInTheOrderThatTheyCame() {
        for (String digest : List.of("a", "b", "a", "c")) {
            byte[] value =
                    "{\"text\":\"t\",\"model\":{\"name\":\"m\",\"digest\":\"%s\"}}"
                            .formatted(digest)
                            .getBytes(UTF_8);
            feed.texts(List.of(record(value)), 1);
        }

        assertThat(feed.models().all())
                .extracting(version -> version.model().digest())
                .containsExactly("a", "b", "c");
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("topic", 0, 0, null, value);
    }
}
