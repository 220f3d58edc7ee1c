package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.SpecialTokens;
import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sequences on which the device fails, alone and among others. */
@Timeout(60)
class PoisonTest {

    private static final Vocabulary WORDS =
            Vocabulary.of(List.of("fine", "poison"), SpecialTokens.NONE);
    private static final List<Output> MEAN =
            List.of(new Output.Pooled(Output.RELEASE, Pooling.MEAN, 0));

    private static final RowLadder AS_FOR_BERT_BASE =
            new RowLadder(
                    List.of(16, 32, 48, 64, 96, 128, 192, 256, 384, 512), 22.0 * 12 / (768 * 768));

    /** Fails on the word 1, and on everything while it is broken; counts what it computes. */
    private static final class Fragile implements SequenceEncoder {
        private final AtomicInteger runs = new AtomicInteger();
        private volatile boolean broken;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public List<Matrix> run(PackedBatch batch, List<Output> outputs) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            runs.incrementAndGet();
            if (broken) {
                throw new IllegalStateException("the device is lost");
            }
            float[] lengths = new float[batch.placed().size()];
            for (int i = 0; i < lengths.length; i++) {
                Sequence sequence = batch.placed().get(i).sequence();
                if (sequence.id(0) == 1) {
                    throw new IllegalArgumentException("a shape that it cannot take");
                }
                lengths[i] = sequence.length();
            }
            return List.of(new Matrix(lengths.length, 1, lengths));
        }

        @Override
        public void prepare(List<Output> outputs) {}

        @Override
        public void close() {}
    }

    private final Fragile device = new Fragile();

    private Engine engine() {
        return new Engine(device, new EngineSettings(256, new RowLadder(List.of(8, 16), 0), 1));
    }

    private static Sequence sequence(int first, int length) {
        int[] ids = new int[length];
        ids[0] = first;
        int[] zeros = new int[length];
        return Sequence.single(WORDS, new Pieces(ids, zeros, zeros, zeros), 0, length);
    }

    private List<CompletableFuture<List<Matrix>>> together(
            EngineClient client, List<Sequence> sequences) {
        device.gate = new CountDownLatch(1); // so that all are one batch
        CompletableFuture<List<Matrix>> first = client.submit(sequence(0, 1), MEAN);
        List<CompletableFuture<List<Matrix>>> results = client.submit(sequences, MEAN);
        device.gate.countDown();
        assertThat(first.join()).hasSize(1);
        return results;
    }

    @Test
    void theOthersOfItsBatchHaveTheirOwnResults() {
        try (Engine engine = engine();
                EngineClient client = engine.connect()) {
            List<Sequence> sequences = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                sequences.add(sequence(i == 3 || i == 17 ? 1 : 0, 1 + i % 8));
            }
            AtomicInteger isolated = new AtomicInteger();
            engine.addListener(
                    new EngineListener() {
                        @Override
                        public void isolated() {
                            isolated.incrementAndGet();
                        }
                    });
            List<CompletableFuture<List<Matrix>>> results = together(client, sequences);
            for (int i = 0; i < 30; i++) {
                CompletableFuture<List<Matrix>> result = results.get(i);
                if (i == 3 || i == 17) {
                    assertThatThrownBy(result::join)
                            .isInstanceOf(CompletionException.class)
                            .cause()
                            .isInstanceOf(TextRejectedException.class)
                            .hasMessage(
                                    "the model fails on this text by itself, and on no other: a"
                                            + " shape that it cannot take");
                } else {
                    assertThat(result.join().get(0).get(0, 0)).isEqualTo(1 + i % 8);
                }
            }
            assertThat(isolated).hasValue(2);
        }
    }

    @Test
    void aloneItIsRejectedToo() {
        try (Engine engine = engine();
                EngineClient client = engine.connect()) {
            assertThat(client.submit(sequence(0, 2), MEAN).join()).hasSize(1);
            assertThatThrownBy(() -> client.submit(sequence(1, 2), MEAN).join())
                    .hasCauseInstanceOf(TextRejectedException.class);
            List<CompletableFuture<List<Matrix>>> all =
                    together(client, List.of(sequence(1, 2), sequence(1, 3), sequence(1, 4)));
            for (CompletableFuture<List<Matrix>> each : all) {
                assertThatThrownBy(each::join).hasCauseInstanceOf(TextRejectedException.class);
            }
            assertThat(client.submit(sequence(0, 2), MEAN).join()).hasSize(1);
        }
    }

    @Test
    void aDeviceThatIsLostIsToldAfterAFewRunsAndNobodyIsRejected() {
        try (Engine engine = engine();
                EngineClient client = engine.connect()) {
            assertThat(client.submit(sequence(0, 2), MEAN).join()).hasSize(1);
            device.gate = new CountDownLatch(1);
            device.broken = true;
            int before = device.runs.get();
            List<Sequence> sequences = new ArrayList<>();
            for (int i = 0; i < 128; i++) {
                sequences.add(sequence(0, 2));
            }
            List<CompletableFuture<List<Matrix>>> results = client.submit(sequences, MEAN);
            device.gate.countDown();
            for (CompletableFuture<List<Matrix>> result : results) {
                assertThatThrownBy(result::join)
                        .hasRootCauseMessage("the device is lost")
                        .hasRootCauseInstanceOf(IllegalStateException.class);
            }
            assertThat(device.runs.get() - before).isLessThan(20);
            device.broken = false;
            assertThat(client.submit(sequence(0, 2), MEAN).join()).hasSize(1);
        }
    }

    @Test
    void withNothingThatWentWellBeforeTheFaultIsTheDevices() {
        try (Engine engine = engine();
                EngineClient client = engine.connect()) {
            assertThatThrownBy(() -> client.submit(sequence(1, 2), MEAN).join())
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void oneInAThousandLeavesNinetyFivePercentOfTheThroughput() {
        long without = computed(false);
        long with = computed(true);

        assertThat((double) with / without).isLessThan(1 / 0.95);
    }

    /** Tokens that the device computes for 20,000 texts, padding and failing runs included. */
    private long computed(boolean poison) {
        AtomicLong tokens = new AtomicLong();
        SequenceEncoder counted =
                new SequenceEncoder() {
                    @Override
                    public List<Matrix> run(PackedBatch batch, List<Output> outputs) {
                        tokens.addAndGet((long) batch.rows() * batch.length());
                        return device.run(batch, outputs);
                    }

                    @Override
                    public void prepare(List<Output> outputs) {}

                    @Override
                    public void close() {}
                };
        Random random = new Random(7);
        try (Engine engine = new Engine(counted, new EngineSettings(2048, AS_FOR_BERT_BASE, 1));
                EngineClient client = engine.connect()) {
            client.submit(sequence(0, 8), MEAN).join();
            device.gate = new CountDownLatch(1);
            List<Sequence> sequences = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                boolean fails = poison && i % 1_000 == 500;
                sequences.add(sequence(fails ? 1 : 0, 20 + random.nextInt(50)));
            }
            List<CompletableFuture<List<Matrix>>> results = client.submit(sequences, MEAN);
            device.gate.countDown();
            int lost = 0;
            for (int i = 0; i < results.size(); i++) {
                boolean fails = poison && i % 1_000 == 500;
                boolean failed = results.get(i).handle((result, e) -> e != null).join();
                lost += failed == fails ? 0 : 1;
            }
            assertThat(lost).isZero();
        }
        return tokens.get();
    }
}
