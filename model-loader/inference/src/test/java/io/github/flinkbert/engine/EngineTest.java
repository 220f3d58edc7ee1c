package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(50)
class EngineTest {

    private static final Output MEAN = new Output.Pooled(Output.RELEASE, Pooling.MEAN, 2);
    private static final Output TOKENS = new Output.TokenVectors(Output.RELEASE, 2);
    private static final Output MASKS = new Output.MaskedPieces(3);
    private static final Output NO_BRANCH = new Output.TokenScores("nowhere");

    private final Encoder encoder = Miniatures.load();
    private final Engine engine = engine(encoder, 1);
    private final Random random = RandomSeed.random(9);

    @AfterEach
    void close() {
        engine.close();
    }

    private static Engine engine(Encoder encoder, int runs) {
        RowLadder ladder = RowLadder.of(Miniatures.config());
        return new Engine(encoder, new EngineSettings(256, ladder, runs));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyTextGetsItsOwnShareOfItsBatch(int runs) {
        List<Sequence> sequences =
                IntStream.range(0, 200)
                        .mapToObj(i -> Miniatures.sequence(random, 2 + random.nextInt(63)))
                        .toList();
        List<Output> outputs = List.of(MEAN, TOKENS, MASKS);
        try (Engine several = engine(Miniatures.load(), runs);
                EngineClient client = several.connect();
                EngineClient other = several.connect()) {
            List<CompletableFuture<List<Matrix>>> results = new ArrayList<>();
            for (int i = 0; i < sequences.size(); i++) {
                results.add((i % 3 == 0 ? other : client).submit(sequences.get(i), outputs));
            }
            for (int i = 0; i < sequences.size(); i++) {
                List<Matrix> expected = encoder.run(Miniatures.alone(sequences.get(i)), outputs);
                List<Matrix> found = results.get(i).join();
                for (int output = 0; output < outputs.size(); output++) {
                    assertSame(found.get(output), expected.get(output));
                }
            }
        }
    }

    @Test
    void aListenerHearsOfEveryRunAndItsFaultsStayItsOwn() {
        RecordedRuns runs = new RecordedRuns();
        List<BatchReport> reports = runs.reports();
        engine.addListener(
                new EngineListener() {
                    @Override
                    public void ran(BatchReport report) {
                        throw new IllegalStateException("a listener's fault");
                    }
                });
        engine.addListener(runs);
        try (EngineClient client = engine.connect()) {
            List<CompletableFuture<List<Matrix>>> results =
                    IntStream.range(0, 30)
                            .mapToObj(i -> client.submit(text(10), List.of(MEAN)))
                            .toList();
            results.forEach(CompletableFuture::join);
        }
        assertThat(reports.stream().mapToInt(BatchReport::sequences).sum()).isEqualTo(30);
        assertThat(reports.stream().mapToInt(BatchReport::tokens).sum()).isEqualTo(300);
        assertThat(reports)
                .allSatisfy(
                        report -> {
                            assertThat(report.fill()).isGreaterThan(0).isLessThanOrEqualTo(1);
                            assertThat(report.paddedTokens()).isLessThanOrEqualTo(256);
                            assertThat(report.deviceNanos()).isPositive();
                            assertThat(report.longestQueueNanos()).isPositive();
                        });
    }

    @Test
    void aFaultyAskFailsAloneAndTheEngineGoesOn() {
        try (EngineClient client = engine.connect()) {
            CompletableFuture<List<Matrix>> good = client.submit(text(5), List.of(MEAN));
            CompletableFuture<List<Matrix>> bad = client.submit(text(5), List.of(NO_BRANCH));
            CompletableFuture<List<Matrix>> after = client.submit(text(5), List.of(MEAN));
            assertThat(good.join()).hasSize(1);
            assertThatThrownBy(bad::join)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasRootCauseMessage("there is no branch nowhere");
            assertThat(after.join()).hasSize(1);
        }
    }

    @Test
    void aTextLongerThanTheModelsPositionsIsRefusedAtOnce() {
        Sequence tooLong = Miniatures.sequence(random, Miniatures.LONGEST + 1);
        try (EngineClient client = engine.connect()) {
            assertThatThrownBy(() -> client.submit(tooLong, List.of(MEAN)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a sequence may have 64 tokens, found 65");
        }
    }

    @Test
    void aClosedClientCancelsWhatWaitsAndLeavesOthersAlone() throws Exception {
        CountDownLatch held = holdResults();
        EngineClient leaving = engine.connect();
        EngineClient staying = engine.connect();
        List<CompletableFuture<List<Matrix>>> left =
                IntStream.range(0, 500)
                        .mapToObj(i -> leaving.submit(text(60), List.of(MEAN)))
                        .toList();
        CompletableFuture<List<Matrix>> stays = staying.submit(text(60), List.of(MEAN));
        leaving.close();
        held.countDown();
        assertThat(stays.join()).hasSize(1);
        assertThatThrownBy(() -> leaving.submit(text(5), List.of(MEAN)).join())
                .isInstanceOf(CancellationException.class);
        CompletableFuture.allOf(left.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .get(20, TimeUnit.SECONDS);
        assertThat(left.stream().filter(CompletableFuture::isCancelled).count())
                .as("cancelled rather than computed")
                .isGreaterThan(100);
    }

    @Test
    void whatIsCancelledLeavesTheQueueAndLeavesOthersAlone() throws Exception {
        RecordedRuns runs = new RecordedRuns();
        CountDownLatch held = holdResults();
        engine.addListener(runs);
        try (EngineClient client = engine.connect()) {
            List<CompletableFuture<List<Matrix>>> cancelled =
                    IntStream.range(0, 500)
                            .mapToObj(i -> client.submit(text(60), List.of(MEAN)))
                            .toList();
            cancelled.forEach(result -> result.cancel(false));
            CompletableFuture<List<Matrix>> stays = client.submit(text(60), List.of(MEAN));
            held.countDown();
            assertThat(stays.get(20, TimeUnit.SECONDS)).hasSize(1);
        }
        assertThat(runs.reports().stream().mapToInt(BatchReport::sequences).sum())
                .as("computed")
                .isLessThan(400);
    }

    @Test
    void aRunSaysWhoseSequencesItHad() {
        RecordedRuns runs = new RecordedRuns();
        engine.addListener(runs);
        try (EngineClient one = engine.connect();
                EngineClient other = engine.connect()) {
            one.submit(text(5), List.of(MEAN)).join();
            other.submit(text(5), List.of(MEAN)).join();
            assertThat(runs.reports())
                    .extracting(BatchReport::clients)
                    .containsExactly(Set.of(one), Set.of(other));
        }
    }

    @Test
    void closingWhileABatchRunsCompletesEverything() {
        EngineClient client = engine.connect();
        List<CompletableFuture<List<Matrix>>> all =
                IntStream.range(0, 400)
                        .mapToObj(i -> client.submit(text(50), List.of(TOKENS)))
                        .toList();
        engine.close();
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(client.submit(text(5), List.of(MEAN))).isCancelled();
        engine.close();
        client.close();
    }

    @Test
    void closingOnAnInterruptedThreadLosesNothing() {
        EngineClient client = engine.connect();
        List<CompletableFuture<List<Matrix>>> all =
                IntStream.range(0, 400)
                        .mapToObj(i -> client.submit(text(50), List.of(TOKENS)))
                        .toList();
        Thread.currentThread().interrupt();
        engine.close();
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void closingFromACompletionDoesNotWaitForItself() throws Exception {
        EngineClient client = engine.connect();
        List<CompletableFuture<List<Matrix>>> all = new ArrayList<>();
        all.add(client.submit(text(50), List.of(MEAN)));
        CompletableFuture<Void> closed = all.get(0).thenAccept(result -> engine.close());
        for (int i = 0; i < 100; i++) {
            all.add(client.submit(text(50), List.of(MEAN)));
        }
        closed.get(20, TimeUnit.SECONDS);
        for (CompletableFuture<List<Matrix>> result : all) {
            result.handle((done, failure) -> true).get(20, TimeUnit.SECONDS);
        }
    }

    /** Stops the engine's results after its next run until the latch is counted down. */
    private CountDownLatch holdResults() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        try (EngineClient client = engine.connect()) {
            var unused =
                    client.submit(text(2), List.of(MEAN))
                            .thenRun(
                                    () -> {
                                        reached.countDown();
                                        awaitQuietly(held);
                                    });
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        }
        return held;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Sequence text(int tokens) {
        return Miniatures.sequence(random, tokens);
    }

    private static void assertSame(Matrix found, Matrix expected) {
        assertThat(found.rows()).isEqualTo(expected.rows());
        for (int i = 0; i < expected.values().length; i++) {
            assertThat(found.values()[i]).isCloseTo(expected.values()[i], within(1e-5f));
        }
    }
}
