package io.github.flinkbert.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Lays sequences into rows: best fit, longest first, over every rung of the ladder, and takes the
 * rung that costs least per token. What fits in no row of a full batch is left for the next one.
 *
 * <p>The first sequence always goes, so that whoever has waited longest never waits again; the
 * other heads, each the longest-waiting of its client, come before what waits behind them.
 */
final class RowPacker implements Packer {

    /** Where sequence {@code index} of the candidates goes. */
    record Place(int index, int row, int column) {}

    /** A shape and its contents; places are in the order of the candidates. */
    record Packing(int rows, int length, List<Place> places) {}

    private final RowLadder ladder;
    private final int tokenBudget;

    RowPacker(RowLadder ladder, int tokenBudget) {
        this.ladder = ladder;
        this.tokenBudget = tokenBudget;
    }

    @Override
    public Packing pack(int[] lengths, int heads) {
        if (lengths[0] > ladder.longest()) {
            throw new IllegalArgumentException(
                    "a sequence may have %d tokens, found %d"
                            .formatted(ladder.longest(), lengths[0]));
        }
        List<Integer> order = new ArrayList<>(longestFirst(lengths, 1, heads));
        order.addAll(longestFirst(lengths, heads, lengths.length));
        Packing best = null;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int length : ladder.lengths()) {
            if (length < lengths[0]) {
                continue;
            }
            Packing packing = pack(lengths, order, length);
            int tokens = packing.places().stream().mapToInt(p -> lengths[p.index()]).sum();
            double cost = ladder.cost(packing.rows(), length) / tokens;
            if (cost < bestCost) {
                best = packing;
                bestCost = cost;
            }
        }
        return Objects.requireNonNull(best, "the longest row holds the longest sequence");
    }

    private Packing pack(int[] lengths, List<Integer> order, int rowLength) {
        int mostRows = Math.max(1, tokenBudget / rowLength);
        List<Place> places = new ArrayList<>();
        int[] used = new int[mostRows];
        int rows = 1;
        places.add(new Place(0, 0, 0));
        used[0] = lengths[0];
        for (int index : order) {
            int length = lengths[index];
            int row = tightest(used, rows, rowLength - length);
            if (row < 0 && rows < mostRows && length <= rowLength) {
                row = rows++;
            }
            if (row >= 0) {
                places.add(new Place(index, row, used[row]));
                used[row] += length;
            }
        }
        places.sort(Comparator.comparingInt(Place::index));
        return new Packing(ladder.rows(rows, mostRows), rowLength, places);
    }

    private static List<Integer> longestFirst(int[] lengths, int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -lengths[i]))
                .toList();
    }

    /** The fullest row that still has room, or -1. */
    private static int tightest(int[] used, int rows, int mostUsed) {
        int best = -1;
        for (int row = 0; row < rows; row++) {
            if (used[row] <= mostUsed && (best < 0 || used[row] > used[best])) {
                best = row;
            }
        }
        return best;
    }
}
