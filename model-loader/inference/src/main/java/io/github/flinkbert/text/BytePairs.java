package io.github.flinkbert.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.flink.annotation.Internal;

/**
 * Pairs of pieces that are merged into one, each with its rank: the lower, the earlier. Immutable.
 *
 * <p>Source: {@code BPE} and {@code Word::merge_all} of Hugging Face's tokenizers: of all pairs
 * that stand beside each other the one of the lowest rank is merged, of equal ones the first; then
 * again, until none is left.
 */
@Internal
public final class BytePairs {

    /** Of what is merged, so that a long run of letters costs no more than n log n. */
    private static final int SHORT = 24;

    private record Merge(int rank, int id) {}

    /** By the two ids, the left one in the upper half. */
    private final Map<Long, Merge> merges = new HashMap<>();

    /**
     * @param pairs the two pieces of each merge, the lowest rank first
     * @throws IllegalArgumentException if a piece of a pair, or what the two make, has no id
     */
    public BytePairs(Vocabulary vocabulary, List<String[]> pairs) {
        for (String[] pair : pairs) {
            int left = id(vocabulary, pair[0]);
            int right = id(vocabulary, pair[1]);
            int merged = id(vocabulary, pair[0] + pair[1]);
            // Of a pair that is there twice the last rank counts, as in a hash map.
            merges.put(key(left, right), new Merge(merges.size(), merged));
        }
    }

    private static int id(Vocabulary vocabulary, String piece) {
        int id = vocabulary.id(piece);
        if (id < 0) {
            throw new IllegalArgumentException(
                    "the merges need the piece \"%s\", which the vocabulary does not have"
                            .formatted(piece));
        }
        return id;
    }

    private static long key(int left, int right) {
        return (long) left << Integer.SIZE | right;
    }

    /**
     * Merges as many of the first symbols as can be.
     *
     * @param ids of the symbols; those that are merged are moved to the front
     * @param ends one past the last byte of each symbol
     * @param size how many symbols there are
     * @return how many are left
     */
    int merge(int[] ids, int[] ends, int size) {
        return size <= SHORT ? mergeShort(ids, ends, size) : new Chain(ids, ends, size).merge();
    }

    private int mergeShort(int[] ids, int[] ends, int size) {
        int left = size;
        while (true) {
            int at = -1;
            Merge best = null;
            for (int i = 0; i + 1 < left; i++) {
                Merge merge = merges.get(key(ids[i], ids[i + 1]));
                if (merge != null && (best == null || merge.rank() < best.rank())) {
                    best = merge;
                    at = i;
                }
            }
            if (best == null) {
                return left;
            }
            ids[at] = best.id();
            ends[at] = ends[at + 1];
            System.arraycopy(ids, at + 2, ids, at + 1, left - at - 2);
            System.arraycopy(ends, at + 2, ends, at + 1, left - at - 2);
            left--;
        }
    }

    /** A long word, as a list of symbols that know their neighbours. */
    private final class Chain {

        private final int[] ids;
        private final int[] ends;
        private final int[] before;
        private final int[] after;

        /** Rank in the upper half, place in the lower. */
        private final PriorityQueue<Long> waiting = new PriorityQueue<>();

        Chain(int[] ids, int[] ends, int size) {
            this.ids = ids;
            this.ends = ends;
            before = new int[size];
            after = new int[size];
            for (int i = 0; i < size; i++) {
                before[i] = i - 1;
                after[i] = i + 1 < size ? i + 1 : -1;
            }
            for (int i = 0; i + 1 < size; i++) {
                add(i);
            }
        }

        private void add(int at) {
            Merge merge = at < 0 || after[at] < 0 ? null : merges.get(key(ids[at], ids[after[at]]));
            if (merge != null) {
                waiting.add((long) merge.rank() << Integer.SIZE | at);
            }
        }

        int merge() {
            while (!waiting.isEmpty()) {
                long next = waiting.remove();
                int at = (int) next;
                int right = ids[at] < 0 ? -1 : after[at];
                Merge merge = right < 0 ? null : merges.get(key(ids[at], ids[right]));
                if (merge == null || merge.rank() != (int) (next >> Integer.SIZE)) {
                    continue; // one of the two has been merged with another
                }
                ids[at] = merge.id();
                ends[at] = ends[right];
                ids[right] = -1;
                after[at] = after[right];
                if (after[at] >= 0) {
                    before[after[at]] = at;
                }
                add(before[at]);
                add(at);
            }
            int left = 0;
            for (int at = 0; at >= 0; at = after[at]) {
                ids[left] = ids[at];
                ends[left] = ends[at];
                left++;
            }
            return left;
        }
    }
}
