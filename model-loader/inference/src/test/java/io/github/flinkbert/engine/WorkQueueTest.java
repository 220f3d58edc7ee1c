package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.encoder.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkQueueTest {

    private static final int BUDGET = 128;
    private static final List<Output> MEAN =
            List.of(new Output.Pooled(Output.RELEASE, Pooling.MEAN, 2));
    private static final List<Output> CLS =
            List.of(new Output.Pooled(Output.RELEASE, Pooling.CLS, 2));

    private final RowLadder ladder = RowLadder.of(Miniatures.config());
    private final WorkQueue queue = new WorkQueue(BUDGET, new RowPacker(ladder, BUDGET));
    private final WorkQueue.ClientQueue documents = new WorkQueue.ClientQueue();
    private final WorkQueue.ClientQueue messages = new WorkQueue.ClientQueue();

    @Test
    void aBatchTakesWhatWaitsWithinTheBudget() {
        List<Work> all = add(messages, 40, 16, MEAN);
        List<Work> taken = new ArrayList<>();
        while (queue.waiting() > 0) {
            WorkQueue.Batch batch = taken();
            assertThat(batch.packing().rows() * batch.packing().length())
                    .isLessThanOrEqualTo(BUDGET);
            assertThat(batch.works()).hasSameSizeAs(batch.packing().places());
            taken.addAll(batch.works());
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(all).hasSize(40);
    }

    @Test
    void aMessageWaitsForOneTurnHoweverManyDocumentsWait() {
        add(documents, 1000, 64, MEAN);
        taken();
        Work message = add(messages, 1, 10, MEAN).get(0);
        List<Work> next = new ArrayList<>(taken().works());
        next.addAll(taken().works());
        assertThat(next).contains(message);
    }

    @Test
    void aMessageThatAsksSomethingElseWaitsForOneTurn() {
        add(documents, 1000, 64, MEAN);
        taken();
        Work message = add(messages, 1, 10, CLS).get(0);
        List<Work> next = new ArrayList<>(taken().works());
        next.addAll(taken().works());
        assertThat(next).contains(message);
    }

    @Test
    void clientsTakeTurns() {
        List<WorkQueue.ClientQueue> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(new WorkQueue.ClientQueue());
            add(clients.get(i), 20, 64, i % 2 == 0 ? MEAN : CLS);
        }
        List<Work> heads = clients.stream().map(this::head).toList();
        List<Work> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            taken.addAll(taken().works());
        }
        assertThat(taken).containsAll(heads);
    }

    @Test
    void theLongestWaitingOfALaneIsNeverOvertakenForLong() {
        // A document that would fill a whole batch, in a stream of messages of the same client.
        Work document = add(documents, 1, 64, MEAN).get(0);
        add(documents, 500, 10, MEAN);
        assertThat(taken().works()).contains(document);
    }

    @Test
    void oneBatchAsksForTheSameOutputs() {
        add(documents, 3, 10, MEAN);
        add(documents, 3, 10, CLS);
        add(messages, 3, 10, CLS);
        while (queue.waiting() > 0) {
            WorkQueue.Batch batch = taken();
            assertThat(batch.works()).allMatch(work -> work.outputs().equals(batch.outputs()));
        }
    }

    @Test
    void aClosedClientsTextsLeaveTheQueue() {
        List<Work> left = add(documents, 10, 64, MEAN);
        List<Work> kept = add(messages, 2, 10, MEAN);
        assertThat(queue.close(documents)).containsExactlyElementsOf(left);
        assertThat(queue.add(documents, work(10, MEAN))).isFalse();
        assertThat(queue.waiting()).isEqualTo(2);
        assertThat(taken().works()).containsExactlyElementsOf(kept);
    }

    @Test
    void aClosedQueueHandsBackWhatWaitsAndTakesNothingMore() {
        List<Work> left = add(documents, 4, 20, MEAN);
        assertThat(queue.close()).containsExactlyElementsOf(left);
        assertThat(queue.add(messages, work(10, MEAN))).isFalse();
        assertThat(queue.take()).isEmpty();
        assertThat(queue.close(documents)).isEmpty();
        assertThat(queue.close()).isEmpty();
    }

    @Test
    void aTakerWaitsForWorkAndForTheQueuesEnd() throws Exception {
        AtomicReference<Optional<WorkQueue.Taken>> last = new AtomicReference<>();
        List<WorkQueue.Taken> batches = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread taker =
                new Thread(
                        () -> {
                            Optional<WorkQueue.Taken> batch = queue.take();
                            while (batch.isPresent()) {
                                batches.add(batch.get());
                                batch = queue.take();
                            }
                            last.set(batch);
                        });
        taker.start();
        taker.interrupt();
        add(messages, 1, 10, MEAN);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> batches.size() == 1);
        queue.close();
        taker.join();
        assertThat(last.get()).isEmpty();
    }

    @Test
    void workThatIsDoneIsNeverTaken() {
        List<Work> all = add(messages, 30, 10, MEAN);
        List<Work> wanted = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % 3 == 0) {
                wanted.add(all.get(i));
            } else {
                all.get(i).result().cancel(false);
            }
        }
        List<Work> found = new ArrayList<>();
        while (found.size() < wanted.size()) {
            found.addAll(taken().works());
        }
        assertThat(found).containsExactlyElementsOf(wanted);
    }

    @Test
    void workThatIsWithdrawnLeavesTheQueueAtOnce() {
        Work unwanted = add(documents, 1, 10, MEAN).get(0);
        Work wanted = add(messages, 1, 10, MEAN).get(0);
        queue.withdraw(documents, unwanted);
        queue.withdraw(documents, unwanted);
        queue.withdraw(messages, unwanted);
        assertThat(queue.waiting()).isEqualTo(1);
        assertThat(taken().works()).containsExactly(wanted);
        assertThat(add(documents, 1, 10, MEAN)).containsExactlyElementsOf(taken().works());
    }

    @Test
    void whatCannotBePackedLeavesTheQueueAndTheNextIsTaken() {
        AtomicReference<RuntimeException> fault =
                new AtomicReference<>(new IllegalStateException("injected"));
        RowPacker sound = new RowPacker(ladder, BUDGET);
        WorkQueue broken =
                new WorkQueue(
                        BUDGET,
                        (lengths, heads) -> {
                            RuntimeException once = fault.getAndSet(null);
                            if (once != null) {
                                throw once;
                            }
                            return sound.pack(lengths, heads);
                        });
        WorkQueue.ClientQueue client = new WorkQueue.ClientQueue();
        Work first = work(10, MEAN);
        broken.add(client, first);
        WorkQueue.Spoilt spoilt = (WorkQueue.Spoilt) broken.take().orElseThrow();
        assertThat(spoilt.works()).containsExactly(first);
        assertThat(spoilt.cause()).hasMessage("injected");
        assertThat(broken.waiting()).isZero();
        Work second = work(10, MEAN);
        broken.add(client, second);
        assertThat(broken.take().orElseThrow().works()).containsExactly(second);
    }

    @Test
    void aPackingWithoutTheFirstSequenceOrWithAStrangeOneIsAFault() {
        for (int[] indices : new int[][] {{}, {1}, {0, 0}, {0, 7}}) {
            WorkQueue broken =
                    new WorkQueue(
                            BUDGET,
                            (lengths, heads) ->
                                    new RowPacker.Packing(
                                            1,
                                            64,
                                            Arrays.stream(indices)
                                                    .mapToObj(i -> new RowPacker.Place(i, 0, 0))
                                                    .toList()));
            WorkQueue.ClientQueue client = new WorkQueue.ClientQueue();
            List<Work> works = List.of(work(10, MEAN), work(12, MEAN));
            works.forEach(each -> broken.add(client, each));
            WorkQueue.Taken taken = broken.take().orElseThrow();
            assertThat(taken).isInstanceOf(WorkQueue.Spoilt.class);
            assertThat(taken.works()).containsExactlyElementsOf(works);
            assertThat(broken.waiting()).isZero();
        }
    }

    private WorkQueue.Batch taken() {
        return (WorkQueue.Batch) queue.take().orElseThrow();
    }

    private Work head(WorkQueue.ClientQueue client) {
        List<Work> left = queue.close(client);
        WorkQueue.ClientQueue fresh = new WorkQueue.ClientQueue();
        left.forEach(work -> queue.add(fresh, work));
        return left.get(0);
    }

    private List<Work> add(
            WorkQueue.ClientQueue client, int count, int tokens, List<Output> outputs) {
        List<Work> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Work work = work(tokens, outputs);
            assertThat(queue.add(client, work)).isTrue();
            added.add(work);
        }
        return added;
    }

    private static Work work(int tokens, List<Output> outputs) {
        return new Work(
                Miniatures.sequence(new Random(tokens), tokens),
                outputs,
                new CompletableFuture<>(),
                null,
                System.nanoTime());
    }
}
