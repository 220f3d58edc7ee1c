package io.github.flinkbert.training.packing;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * Lays sequences into rows of one static shape, whole and in any order of places: best fit, longest
 * first.
 */
@Internal
public final class Packing {

    private static final int[] ROW_LENGTHS = {16, 32, 64, 128, 192, 256, 320, 384, 512};

    private Packing() {}

    /** The shortest row of a small set of lengths that a sequence of so many tokens fits into. */
    public static int rowLength(int tokens) {
        return IntStream.of(ROW_LENGTHS).filter(row -> row >= tokens).findFirst().orElse(tokens);
    }

    /**
     * Places for as many of the candidates as fit, always the first among them.
     *
     * @param lengths the candidates', none longer than a row
     * @return for each candidate its first token's flat index, -1 for one that found no room
     */
    static int[] places(int[] lengths, int rows, int rowLength) {
        List<Integer> order = new ArrayList<>();
        IntStream.range(1, lengths.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -lengths[i]))
                .forEach(order::add);
        order.add(0, 0);
        int[] used = new int[rows];
        int[] places = new int[lengths.length];
        for (int candidate : order) {
            int best = -1;
            for (int row = 0; row < rows; row++) {
                boolean fits = used[row] + lengths[candidate] <= rowLength;
                if (fits && (best < 0 || used[row] > used[best])) {
                    best = row;
                }
            }
            places[candidate] = best < 0 ? -1 : best * rowLength + used[best];
            if (best >= 0) {
                used[best] += lengths[candidate];
            }
        }
        return places;
    }

    /**
     * Batches of sequences that need no order.
     *
     * @param longestFirst sorted by falling length
     * @param batchTokens about how many a batch has, padding included
     */
    public static List<PackedBatch> ofSameLengths(List<Sequence> longestFirst, int batchTokens) {
        List<PackedBatch> batches = new ArrayList<>();
        List<Sequence> waiting = new ArrayList<>(longestFirst);
        while (!waiting.isEmpty()) {
            int rowLength = Math.max(rowLength(waiting.get(0).length()), 128);
            int rows = Math.max(1, batchTokens / rowLength);
            List<PackedBatch.Placed> placed = new ArrayList<>();
            List<Sequence> chosen = prefix(waiting, rows * rowLength);
            int[] places =
                    places(chosen.stream().mapToInt(Sequence::length).toArray(), rows, rowLength);
            List<Sequence> left = new ArrayList<>();
            for (int i = 0; i < places.length; i++) {
                if (places[i] < 0) {
                    left.add(chosen.get(i));
                } else {
                    placed.add(
                            new PackedBatch.Placed(
                                    chosen.get(i), places[i] / rowLength, places[i] % rowLength));
                }
            }
            waiting.subList(0, chosen.size()).clear();
            waiting.addAll(0, left);
            batches.add(new PackedBatch(rows, rowLength, placed));
        }
        return batches;
    }

    /** A copy of the first sequences, so many that they would fill so many tokens. */
    private static List<Sequence> prefix(List<Sequence> sequences, int tokens) {
        int sum = 0;
        int count = 0;
        while (count < sequences.size() && sum < tokens) {
            sum += sequences.get(count++).length();
        }
        return new ArrayList<>(sequences.subList(0, count));
    }
}
