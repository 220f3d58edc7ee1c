package io.github.flinkbert.training.packing;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * The batches of one epoch: a pure function of lengths, seed and epoch, so that a training that is
 * resumed sees the very batches that the unbroken one would have seen.
 *
 * @param rowLength of every batch
 * @param runs in their order: the batches whose examples have one loss together, most often one
 */
@Internal
public record EpochBatches(int rowLength, List<List<Batch>> runs) {

    /**
     * Which examples share a batch, and the flat index of each one's first token.
     *
     * @param rows that the batch has
     * @param examples indices into the training data
     */
    @SuppressWarnings("ArrayRecordComponent") // made here, read once
    public record Batch(int rows, int[] examples, int[] places) {}

    public EpochBatches {
        runs = runs.stream().map(List::copyOf).toList();
    }

    /** All batches, in their order. */
    public List<Batch> batches() {
        return runs.stream().flatMap(List::stream).toList();
    }

    /**
     * @param lengths of the examples in tokens
     * @param epoch from 1
     */
    public static EpochBatches of(int[] lengths, int rows, int rowLength, long seed, int epoch) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
        Collections.shuffle(order, new Random(seed * 1_000_003 + epoch));
        Deque<Integer> waiting = new ArrayDeque<>(order);
        List<List<Batch>> runs = new ArrayList<>();
        while (!waiting.isEmpty()) {
            runs.add(List.of(next(lengths, waiting, rows, rowLength)));
        }
        return new EpochBatches(rowLength, runs);
    }

    /**
     * Batches of examples that have one loss together, as many as it takes. The last batch of each
     * group has fewer rows where it needs fewer: 1, 2, 4 and so on, for each shape is compiled.
     *
     * @param groups indices of the examples, in the order of the runs
     * @param lengths of the examples in tokens
     * @param rows of a batch at most
     */
    public static EpochBatches together(
            List<List<Integer>> groups, int[] lengths, int rows, int rowLength) {
        List<List<Batch>> runs = new ArrayList<>();
        for (List<Integer> group : groups) {
            Deque<Integer> waiting = new ArrayDeque<>(group);
            List<Batch> run = new ArrayList<>();
            while (!waiting.isEmpty()) {
                run.add(trimmed(next(lengths, waiting, rows, rowLength), rowLength));
            }
            runs.add(run);
        }
        return new EpochBatches(rowLength, runs);
    }

    private static Batch trimmed(Batch batch, int rowLength) {
        int used = Arrays.stream(batch.places()).max().orElse(0) / rowLength + 1;
        int rows = 1;
        while (rows < used) {
            rows *= 2;
        }
        return new Batch(Math.min(rows, batch.rows()), batch.examples(), batch.places());
    }

    private static Batch next(int[] lengths, Deque<Integer> waiting, int rows, int rowLength) {
        List<Integer> chosen = new ArrayList<>();
        int tokens = 0;
        while (!waiting.isEmpty() && tokens + lengths[waiting.peek()] <= rows * rowLength) {
            tokens += lengths[waiting.peek()];
            chosen.add(waiting.poll());
        }
        int[] places =
                Packing.places(
                        chosen.stream().mapToInt(i -> lengths[i]).toArray(), rows, rowLength);
        int[] placed = IntStream.range(0, places.length).filter(i -> places[i] >= 0).toArray();
        for (int i = places.length - 1; i >= 0; i--) {
            if (places[i] < 0) {
                waiting.addFirst(chosen.get(i)); // comes first in the next batch
            }
        }
        return new Batch(
                rows,
                Arrays.stream(placed).map(chosen::get).toArray(),
                Arrays.stream(placed).map(i -> places[i]).toArray());
    }

    /**
     * Laid out.
     *
     * @param sequences the batch's own, in its order
     */
    public PackedBatch packed(Batch batch, List<Sequence> sequences) {
        List<PackedBatch.Placed> placed = new ArrayList<>();
        for (int i = 0; i < batch.examples().length; i++) {
            int place = batch.places()[i];
            placed.add(
                    new PackedBatch.Placed(sequences.get(i), place / rowLength, place % rowLength));
        }
        return new PackedBatch(batch.rows(), rowLength, placed);
    }
}
