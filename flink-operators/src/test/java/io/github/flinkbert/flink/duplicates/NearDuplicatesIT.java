package io.github.flinkbert.flink.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** Near duplicates in a Flink of this process. */
class NearDuplicatesIT {

    private static final int DIMENSION = 32;
    private static final int COPIES = 1_500;

    @Test
    void aTextThatSaysNearlyTheSameIsMarkedWithTheFirst() throws Exception {
        StreamExecutionEnvironment environment = environment();
        DataStreamSource<Long> numbers = environment.fromSequence(0, 299);

        Map<Long, Marked<Long>> marked =
                run(
                        NearDuplicates.of(slowly(numbers))
                                .id(number -> "text-" + number)
                                .vector(number -> near(number % 100, number))
                                .mark());

        assertThat(marked).hasSize(300);
        assertThat(marked.values().stream().filter(Marked::isNearDuplicate)).hasSize(200);
        for (long number = 0; number < 100; number++) {
            assertThat(marked.get(number).firstId()).isEmpty();
            assertThat(marked.get(number + 100).firstId()).contains("text-" + number);
            assertThat(marked.get(number + 200).firstId()).contains("text-" + number);
            assertThat(marked.get(number + 200).cosine()).isBetween(0.95, 1.0);
        }
    }

    @Test
    void whatHasNoVectorIsPassedOn() throws Exception {
        StreamExecutionEnvironment environment = environment();

        Map<Long, Marked<Long>> marked =
                run(
                        NearDuplicates.of(environment.fromSequence(0, 9))
                                .id(String::valueOf)
                                .vector(number -> number % 2 == 0 ? null : new float[DIMENSION])
                                .mark());

        assertThat(marked).hasSize(10);
        assertThat(marked.values()).noneMatch(Marked::isNearDuplicate);
    }

    @Test
    void whatWasSeenLongerAgoIsForgotten() throws Exception {
        StreamExecutionEnvironment environment = environment();

        Map<Long, Marked<Long>> marked =
                run(
                        NearDuplicates.of(
                                        environment
                                                .fromSequence(0, 1)
                                                .setParallelism(1)
                                                .map(new Pausing(Duration.ofSeconds(3)))
                                                .setParallelism(1))
                                .id(String::valueOf)
                                .vector(number -> near(0, number))
                                .within(Duration.ofSeconds(1))
                                .mark());

        assertThat(marked.values()).noneMatch(Marked::isNearDuplicate);
    }

    @Test
    void aRestartLosesAndRepeatsNoneAndRemembersWhatWasSeen() throws Exception {
        Failing.failed.set(false);
        StreamExecutionEnvironment environment = environment();
        environment.enableCheckpointing(100);

        Map<Long, Marked<Long>> marked =
                run(
                        NearDuplicates.of(
                                        slowly(environment.fromSequence(0, 2 * COPIES - 1))
                                                .map(new Failing())
                                                .setParallelism(1))
                                .id(String::valueOf)
                                .vector(number -> near(number % COPIES, number))
                                .mark());

        assertThat(Failing.failed).isTrue();
        assertThat(marked).hasSize(2 * COPIES);
        for (long number = 0; number < COPIES; number++) {
            assertThat(marked.get(number + COPIES).firstId()).contains("" + number);
        }
    }

    @Test
    void whatIsMissingOrOutOfItsRangeIsSaid() {
        DataStream<Long> numbers = environment().fromSequence(0, 1);

        assertThatThrownBy(() -> NearDuplicates.of(numbers).id(String::valueOf).mark())
                .hasMessageContaining("expected both id and vector, found id alone");
        NearDuplicates<Long> whole =
                NearDuplicates.of(numbers).id(String::valueOf).vector(number -> null);
        for (double threshold : new double[] {0.5, 0, -1, 2, Double.NaN}) {
            assertThatThrownBy(() -> whole.threshold(threshold).mark())
                    .hasMessage("threshold must be from 0.8 to 1, found " + threshold);
        }
        assertThatThrownBy(() -> whole.threshold(1).within(Duration.ZERO).mark())
                .hasMessage("within must be a millisecond at least, found PT0S");
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(2);
    }

    /** In one chain with the source, so that checkpoints do not wait behind what it has sent. */
    private static DataStream<Long> slowly(DataStreamSource<Long> numbers) {
        return numbers.setParallelism(1).map(new Pausing(Duration.ofMillis(1))).setParallelism(1);
    }

    /** Fails if a value comes twice. */
    private static Map<Long, Marked<Long>> run(DataStream<Marked<Long>> marked) throws Exception {
        List<Marked<Long>> found = new ArrayList<>();
        CloseableIterator<Marked<Long>> all = marked.executeAndCollect();
        try {
            all.forEachRemaining(found::add);
        } finally {
            all.close();
        }
        return found.stream().collect(Collectors.toMap(Marked::value, Function.identity()));
    }

    /** A vector near to all of the same topic: cosines above 0.99. */
    private static float[] near(long topic, long number) {
        SplittableRandom topics = new SplittableRandom(topic);
        SplittableRandom own = new SplittableRandom(1_000_000 + number);
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (topics.nextGaussian() + 0.02 * own.nextGaussian());
        }
        return vector;
    }

    private static final class Pausing extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;
        private final Duration pause;

        Pausing(Duration pause) {
            this.pause = pause;
        }

        @Override
        public Long map(Long number) throws Exception {
            Thread.sleep(pause.toMillis());
            return number;
        }
    }

    /** Fails once, after a checkpoint that holds some of the values. */
    private static final class Failing extends RichMapFunction<Long, Long>
            implements CheckpointListener {
        private static final long serialVersionUID = 1L;
        private static final AtomicBoolean failed = new AtomicBoolean();
        private transient int came;
        private transient boolean checkpointed;

        @Override
        public void open(OpenContext context) {
            came = 0;
        }

        @Override
        public Long map(Long number) {
            came++;
            if (checkpointed && came > COPIES / 2 && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("failed on purpose");
            }
            return number;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            checkpointed |= came > 0;
        }
    }
}
