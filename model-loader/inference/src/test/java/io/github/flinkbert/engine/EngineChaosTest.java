package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.RandomSeed;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Threads that connect, submit, cancel and close at random, packers that fail and engines that are
 * closed among them: no deadlock, and every future completes. {@code -Dflinkbert.chaos.seconds=300}
 * makes it minutes.
 */
class EngineChaosTest {

    private static final long SECONDS = Long.getLong("flinkbert.chaos.seconds", 5);
    private static final int THREADS = 6;

    private static final List<List<Output>> ASKS =
            List.of(
                    List.of(new Output.Pooled(Output.RELEASE, Pooling.MEAN, 2)),
                    List.of(new Output.TokenVectors(Output.RELEASE, 1)),
                    List.of(
                            new Output.Pooled(Output.RELEASE, Pooling.CLS_POOLER, 2),
                            new Output.MaskedPieces(2)),
                    List.of(new Output.TokenScores("no such branch")));

    @Test
    void everyFutureCompletes() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Random random = RandomSeed.random();
        while (System.nanoTime() < end) {
            round(random);
        }
    }

    private static void round(Random random) throws Exception {
        RowLadder ladder = RowLadder.of(Miniatures.config());
        int budget = 1 + random.nextInt(512);
        RowPacker sound = new RowPacker(ladder, budget);
        Random faults = new Random(random.nextLong());
        Engine engine =
                new Engine(
                        Miniatures.load(),
                        new EngineSettings(budget, ladder, 1 + random.nextInt(2)),
                        (lengths, heads) -> {
                            if (faults.nextInt(10) == 0) {
                                throw new IllegalStateException("injected");
                            }
                            return sound.pack(lengths, heads);
                        });
        Queue<CompletableFuture<List<Matrix>>> submitted = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> users =
                    IntStream.range(0, THREADS)
                            .<Future<?>>mapToObj(
                                    i -> {
                                        long own = random.nextLong();
                                        return threads.submit(
                                                () -> use(engine, new Random(own), submitted));
                                    })
                            .toList();
            Thread.sleep(random.nextInt(600)); // the load: closed at any time of its work
            if (random.nextBoolean()) {
                Thread.currentThread().interrupt();
            }
            engine.close();
            Thread.interrupted();
            for (Future<?> user : users) {
                user.get(60, TimeUnit.SECONDS);
            }
            for (CompletableFuture<List<Matrix>> result : submitted) {
                assertThat(result.handle((done, failure) -> true).get(30, TimeUnit.SECONDS))
                        .isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** One user: some clients, one after the other, until the engine takes nothing more. */
    private static void use(
            Engine engine, Random random, Queue<CompletableFuture<List<Matrix>>> submitted) {
        boolean open = true;
        while (open) {
            EngineClient client = engine.connect();
            for (int i = random.nextInt(40); i >= 0 && open; i--) {
                CompletableFuture<List<Matrix>> result =
                        client.submit(
                                Miniatures.sequence(random, 2 + random.nextInt(60)),
                                ASKS.get(random.nextInt(100) == 0 ? 3 : random.nextInt(3)));
                open = !result.isCancelled();
                submitted.add(result);
                if (random.nextInt(20) == 0) {
                    result.cancel(true);
                } else if (random.nextInt(20) == 0) {
                    result.handle((done, failure) -> 1).join(); // a user who waits
                }
                if (random.nextInt(30) == 0) {
                    var unused = result.thenRun(client::close); // and one who leaves when answered
                }
            }
            if (random.nextInt(4) > 0) {
                client.close();
            }
        }
    }
}
