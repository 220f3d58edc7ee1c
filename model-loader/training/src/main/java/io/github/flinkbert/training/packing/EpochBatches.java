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
 * resumed sees the very batches that the unbroken one would have seen. All are of one shape.
 *
 * @param rows of every batch
 * @param rowLength of every batch
 * @param batches in their order
 */
@Internal
public record EpochBatches(int rows, int rowLength, List<Batch> batches) {

    /**
     * Which examples share a batch, and the flat index of each one's first token.
     *
     * @param examples indices into the training data
     */
    @SuppressWarnings("ArrayRecordComponent") // made here, read once
    public record Batch(int[] examples, int[] places) {}

    public EpochBatches {
        batches = List.copyOf(batches);
    }

    /**
     * @param lengths of the examples in tokens
     * @param epoch from 1
     */
    public static EpochBatches of(int[] lengths, int rows, int rowLength, long seed, int epoch) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
        Collections.shuffle(order, new Random(seed * 1_000_003 + epoch));
        Deque<Integer> waiting = new ArrayDeque<>(order);
        List<Batch> batches = new ArrayList<>();
        while (!waiting.isEmpty()) {
            batches.add(next(lengths, waiting, rows, rowLength));
        }
        return new EpochBatches(rows, rowLength, batches);
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
        return new PackedBatch(rows, rowLength, placed);
    }
}
