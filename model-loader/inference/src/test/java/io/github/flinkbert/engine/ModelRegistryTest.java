package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.testing.RandomSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelRegistryTest {

    private static final int USERS = 16;

    @TempDir static Path folder;

    private final ModelRegistry registry = new ModelRegistry(Duration.ZERO);

    @BeforeAll
    static void write() throws IOException {
        MiniatureCheckpoint.of(Miniatures.PIECES, 1).writeTo(folder);
    }

    @Test
    void sixteenThatOpenAtOnceLoadOnce() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        List<ModelRegistry.Lease> leases =
                together(() -> acquire(() -> CheckpointOfOtherWeights.counting(open(), reads)));
        assertThat(leases).extracting(ModelRegistry.Lease::model).containsOnly(model(leases, 0));
        int variables = model(leases, 0).checkpoint().weights().names().size();
        assertThat(reads.get()).isPositive().isLessThanOrEqualTo(variables);
        for (ModelRegistry.Lease lease : leases.subList(1, USERS)) {
            lease.close();
            lease.close(); // twice is once
        }
        assertThat(answers(model(leases, 0))).isTrue();
        leases.get(0).close();
        assertThat(answers(model(leases, 0))).isFalse();
    }

    @Test
    void aModelLingersForWhoeverComesBackInTime() {
        ModelRegistry lingering = new ModelRegistry(Duration.ofMillis(1500));
        ModelRegistry.Lease first = acquire(lingering, ModelRegistryTest::open);
        LoadedModel model = first.model();
        first.close();
        ModelRegistry.Lease second = acquire(lingering, ModelRegistryTest::open);
        assertThat(second.model()).isSameAs(model);
        assertThat(answers(model)).isTrue();
        second.close();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !answers(model));
        try (ModelRegistry.Lease third = acquire(lingering, ModelRegistryTest::open)) {
            assertThat(third.model()).isNotSameAs(model);
            assertThat(answers(third.model())).isTrue();
        }
    }

    @Test
    void whoComesAfterManyBranchesGetsAFreshEngine() {
        ModelRegistry wearing = new ModelRegistry(Duration.ZERO, 2);
        ModelRegistry.Lease old = acquire(wearing, ModelRegistryTest::open);
        Branch branch = new Branch("again", 1, old.checkpoint().weights(), Optional.empty());
        old.model().engine().branches().acquire(branch).close();
        try (ModelRegistry.Lease same = acquire(wearing, ModelRegistryTest::open)) {
            assertThat(same.model()).isSameAs(old.model());
        }
        old.model().engine().branches().acquire(branch).close();

        try (ModelRegistry.Lease fresh = acquire(wearing, ModelRegistryTest::open);
                ModelRegistry.Lease joined = acquire(wearing, ModelRegistryTest::open)) {
            assertThat(fresh.model()).isNotSameAs(old.model());
            assertThat(joined.model()).isSameAs(fresh.model());
            assertThat(answers(old.model())).as("for who still uses it").isTrue();
            old.close();
            assertThat(answers(old.model())).isFalse();
            assertThat(answers(fresh.model())).isTrue();
        }
    }

    @Test
    void aFailedLoadLeavesNoTrace() {
        AtomicInteger closed = new AtomicInteger();
        assertThatThrownBy(() -> acquire(() -> CheckpointOfOtherWeights.unreadable(open(), closed)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is too short");
        assertThat(closed).hasValue(1);
        try (ModelRegistry.Lease lease = acquire(ModelRegistryTest::open)) {
            assertThat(answers(lease.model())).isTrue();
        }
    }

    @Test
    void whereTheFirstOfManyFailsTheNextOneLoads() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        List<ModelRegistry.Lease> leases =
                together(
                        () -> {
                            boolean bad = opened.getAndIncrement() % 4 == 0;
                            try {
                                return acquire(
                                        () ->
                                                bad
                                                        ? CheckpointOfOtherWeights.unreadable(
                                                                open(), new AtomicInteger())
                                                        : open());
                            } catch (CheckpointException e) {
                                failures.incrementAndGet();
                                return null;
                            }
                        });
        leases.removeIf(lease -> lease == null);
        assertThat(leases).hasSize(USERS - failures.get());
        assertThat(leases).extracting(ModelRegistry.Lease::model).containsOnly(model(leases, 0));
        leases.forEach(ModelRegistry.Lease::close);
        assertThat(answers(model(leases, 0))).isFalse();
    }

    @Test
    void openingAndClosingAtRandomEndsWithNothingLeftOpen() throws Exception {
        List<LoadedModel> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        Random seeds = RandomSeed.random();
        together(
                () -> {
                    Random random = new Random(seeds.nextLong());
                    for (int i = 0; i < 3; i++) {
                        ModelRegistry.Lease lease = acquire(ModelRegistryTest::open);
                        seen.add(lease.model());
                        assertThat(answers(lease.model())).isTrue();
                        Thread.sleep(random.nextInt(5)); // the load: leases that overlap
                        lease.close();
                    }
                    return null;
                });
        assertThat(seen).hasSize(3 * USERS).noneMatch(ModelRegistryTest::answers);
    }

    @Test
    void refusesANumberOfThreadsThatTheProcessDoesNotHave() {
        try (ModelRegistry.Lease lease = acquire(ModelRegistryTest::open)) {
            assertThatThrownBy(
                            () ->
                                    registry.acquire(
                                            ModelRegistryTest::open,
                                            CasingChoice.UNCASED,
                                            Precision.FLOAT32,
                                            Device.CPU,
                                            1000))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1000 cannot be had now");
            assertThat(answers(lease.model())).isTrue();
        }
    }

    @Test
    void saysWhatAModelIsOpenedWith() {
        assertThatThrownBy(
                        () ->
                                registry.acquire(
                                        ModelRegistryTest::open,
                                        CasingChoice.UNCASED,
                                        Precision.FLOAT32,
                                        Device.TPU,
                                        0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "device tpu 0 is not there: this TensorFlow finds none such; say cpu or"
                                + " auto, or build with a TensorFlow of your own that has TPUs in"
                                + " it");
        try (ModelRegistry.Lease lease =
                registry.acquire(
                        ModelRegistryTest::open,
                        CasingChoice.UNCASED,
                        Precision.AUTO,
                        Device.AUTO,
                        0)) {
            assertThat(lease.model().precision()).isNotEqualTo(Precision.AUTO);
            assertThat(lease.model().device()).isEqualTo(Device.CPU);
        }
    }

    @Test
    void aVocabularyWithoutMaskIsGoodForEverythingElse() throws IOException {
        List<String> pieces = new ArrayList<>(Miniatures.PIECES);
        pieces.set(pieces.indexOf("[MASK]"), "[unused-mask]");
        Path maskless = folder.resolve("maskless");
        MiniatureCheckpoint.of(pieces, 1).writeTo(java.nio.file.Files.createDirectories(maskless));
        try (ModelRegistry.Lease lease = acquire(() -> Checkpoints.open(maskless.toString()))) {
            assertThat(answers(lease.model())).isTrue();
        }
    }

    private ModelRegistry.Lease acquire(Supplier<Checkpoint> opened) {
        return acquire(registry, opened);
    }

    private static ModelRegistry.Lease acquire(
            ModelRegistry registry, Supplier<Checkpoint> opened) {
        return registry.acquire(opened, CasingChoice.UNCASED, Precision.FLOAT32, Device.CPU, 0);
    }

    private static Checkpoint open() {
        return Checkpoints.open(folder.toString());
    }

    private static LoadedModel model(List<ModelRegistry.Lease> leases, int index) {
        return leases.get(index).model();
    }

    private static boolean answers(LoadedModel model) {
        try (EngineClient client = model.engine().connect()) {
            return client.submit(
                            Miniatures.sequence(new Random(1), 5),
                            List.of(new Output.Pooled(Output.RELEASE, Pooling.MEAN, 1)))
                    .handle((done, failure) -> failure == null)
                    .join();
        }
    }

    @FunctionalInterface
    private interface Opening {
        ModelRegistry.Lease open() throws Exception;
    }

    private static List<ModelRegistry.Lease> together(Opening opening) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        CyclicBarrier start = new CyclicBarrier(USERS);
        try {
            List<Future<ModelRegistry.Lease>> opened = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                opened.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return opening.open();
                                }));
            }
            List<ModelRegistry.Lease> leases = new ArrayList<>();
            for (Future<ModelRegistry.Lease> each : opened) {
                leases.add(each.get());
            }
            return leases;
        } finally {
            threads.shutdown();
        }
    }
}
