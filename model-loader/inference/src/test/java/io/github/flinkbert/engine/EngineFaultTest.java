package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults in the engine's own loop, each injected once or for good, and what comes after. */
@Timeout(60)
class EngineFaultTest {

    private static final int BUDGET = 256;
    private static final List<Output> MEAN =
            List.of(new Output.Pooled(Output.RELEASE, Pooling.MEAN, 2));

    private final RowLadder ladder = RowLadder.of(Miniatures.config());
    private final Random random = RandomSeed.random(12);
    private final FaultyPacker packer = new FaultyPacker(new RowPacker(ladder, BUDGET));
    private Engine engine = engine(1);

    @AfterEach
    void close() {
        engine.close();
    }

    private Engine engine(int runs) {
        return new Engine(Miniatures.load(), new EngineSettings(BUDGET, ladder, runs), packer);
    }

    /** Packs, unless told to fail. */
    private static final class FaultyPacker implements Packer {
        private final RowPacker sound;
        private final AtomicReference<Throwable> fault = new AtomicReference<>();
        private final AtomicInteger faults = new AtomicInteger();

        FaultyPacker(RowPacker sound) {
            this.sound = sound;
        }

        @Override
        public RowPacker.Packing pack(int[] lengths, int heads) {
            Throwable injected = fault.get();
            if (injected != null && faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                FaultyPacker.<RuntimeException>sneak(injected);
            }
            return sound.pack(lengths, heads);
        }

        void fail(Throwable injected, int times) {
            fault.set(injected);
            faults.set(times);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // to throw what is checked
        private static <E extends Throwable> void sneak(Throwable injected) throws E {
            throw (E) injected;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void afterAFaultInThePackerTheDeviceGoesOn(int runs) {
        engine.close();
        engine = engine(runs);
        List<Throwable> faults =
                List.of(
                        new IllegalStateException("injected"),
                        new OutOfMemoryError("injected"),
                        new StackOverflowError("injected"),
                        new NoClassDefFoundError("injected"),
                        new InterruptedException("injected"));
        try (EngineClient client = engine.connect()) {
            for (Throwable fault : faults) {
                packer.fail(fault, 1);
                assertThatThrownBy(() -> client.submit(text(5), MEAN).get(20, TimeUnit.SECONDS))
                        .as("%s", fault)
                        .hasRootCause(fault);
                assertThat(client.submit(text(5), MEAN).join()).hasSize(1);
            }
        }
    }

    @Test
    void aPackerThatAlwaysFailsGivesEveryTextItsOutcomeOnce() throws Exception {
        packer.fail(new IllegalStateException("injected"), Integer.MAX_VALUE);
        AtomicInteger outcomes = new AtomicInteger();
        List<CompletableFuture<List<Matrix>>> results = new ArrayList<>();
        try (EngineClient client = engine.connect();
                EngineClient other = engine.connect()) {
            for (int i = 0; i < 2000; i++) {
                CompletableFuture<List<Matrix>> result =
                        (i % 3 == 0 ? other : client).submit(text(2 + random.nextInt(60)), MEAN);
                var unused = result.whenComplete((done, failure) -> outcomes.incrementAndGet());
                results.add(result);
            }
            for (CompletableFuture<List<Matrix>> result : results) {
                assertThatThrownBy(() -> result.get(20, TimeUnit.SECONDS))
                        .hasRootCauseMessage("injected");
            }
            packer.fail(new IllegalStateException("injected"), 0);
            assertThat(client.submit(text(5), MEAN).join()).hasSize(1);
            assertThat(other.submit(text(5), MEAN).join()).hasSize(1);
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> outcomes.get() >= 2000);
        assertThat(outcomes).hasValue(2000);
    }

    @Test
    void aThousandCancelledTextsAreNotComputed() {
        RecordedRuns runs = new RecordedRuns();
        engine.addListener(runs);
        int busy = 2000;
        try (EngineClient client = engine.connect()) {
            List<CompletableFuture<List<Matrix>>> before = submit(client, busy);
            List<CompletableFuture<List<Matrix>>> cancelled = submit(client, 1000);
            cancelled.forEach(result -> result.cancel(false));
            CompletableFuture<List<Matrix>> after = client.submit(text(60), MEAN);
            before.forEach(CompletableFuture::join);
            assertThat(after.join()).hasSize(1);
            assertThat(cancelled).allMatch(CompletableFuture::isCancelled);
        }
        // Some leeway for a test thread that waits for a processor between submitting and
        // cancelling.
        assertThat(runs.reports().stream().mapToInt(BatchReport::sequences).sum())
                .isBetween(busy + 1, busy + 100);
    }

    @Test
    void aTextPastItsDeadlineIsNotComputed() {
        RecordedRuns runs = new RecordedRuns();
        engine.addListener(runs);
        int busy = 2000;
        try (EngineClient client = engine.connect()) {
            List<CompletableFuture<List<Matrix>>> before = submit(client, busy);
            List<CompletableFuture<List<Matrix>>> late = submit(client, 1000);
            late.forEach(result -> result.orTimeout(1, TimeUnit.MICROSECONDS));
            before.forEach(CompletableFuture::join);
            late.forEach(
                    result ->
                            assertThatThrownBy(result::join)
                                    .hasRootCauseInstanceOf(TimeoutException.class));
        }
        assertThat(runs.reports().stream().mapToInt(BatchReport::sequences).sum())
                .isBetween(busy, busy + 100);
    }

    private List<CompletableFuture<List<Matrix>>> submit(EngineClient client, int count) {
        return IntStream.range(0, count).mapToObj(i -> client.submit(text(60), MEAN)).toList();
    }

    @Test
    void aListenerThatThrowsAnErrorCostsNobodyTheResults() {
        engine.addListener(
                new EngineListener() {
                    @Override
                    public void ran(BatchReport report) {
                        throw new NoClassDefFoundError("of a job that is gone");
                    }
                });
        try (EngineClient client = engine.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.submit(text(5), MEAN).orTimeout(20, TimeUnit.SECONDS).join())
                        .hasSize(1);
            }
        }
    }

    @Test
    void aCallbackThatFailsOrInterruptsCostsNobodyElseTheResults() {
        try (EngineClient client = engine.connect()) {
            List<CompletableFuture<List<Matrix>>> results = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                CompletableFuture<List<Matrix>> result = client.submit(text(20), MEAN);
                var unused =
                        result.thenRun(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    throw new StackOverflowError("a callback's fault");
                                });
                results.add(result);
            }
            results.forEach(
                    result -> assertThat(result.orTimeout(20, TimeUnit.SECONDS).join()).hasSize(1));
        }
    }

    private Sequence text(int tokens) {
        return Miniatures.sequence(random, tokens);
    }
}
