package io.github.flinkbert.family.elmo;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which LSTMs read the tokens of a batch: step by step, and in each step those streams
 * that still have a token, the longest stream first. So no place is padding, and the state of a
 * step's streams is the first rows of the state of the step before.
 *
 * <p>A stream is one sentence, or several, over which the state is kept; backward each sentence is
 * read from its end, the sentences still in their order (as bilm-tf does over its batches).
 */
final class StepOrder {

    private final int[] counts;
    private final int[] firsts;
    private final int[][] tokens;

    private StepOrder(int[] counts, int[] firsts, int[][] tokens) {
        this.counts = counts;
        this.firsts = firsts;
        this.tokens = tokens;
    }

    /** Of sentences by themselves, by their lengths. */
    static StepOrder ofSentences(int[] lengths) {
        return ofStreams(Arrays.stream(lengths).mapToObj(length -> new int[] {length}).toList());
    }

    /**
     * @param streams the lengths of each stream's sentences; tokens are numbered in this order
     */
    static StepOrder ofStreams(List<int[]> streams) {
        int[] totals = streams.stream().mapToInt(each -> IntStream.of(each).sum()).toArray();
        int[] bases = new int[totals.length];
        for (int i = 1; i < bases.length; i++) {
            bases[i] = bases[i - 1] + totals[i - 1];
        }
        int[] ranked =
                IntStream.range(0, totals.length)
                        .boxed()
                        .sorted(Comparator.comparing((Integer i) -> -totals[i]))
                        .mapToInt(i -> i)
                        .toArray();
        int steps = IntStream.of(totals).max().orElse(0);
        int[] counts = new int[steps];
        int[] firsts = new int[steps];
        int all = 0;
        for (int step = 0; step < steps; step++) {
            int now = step;
            counts[step] = (int) IntStream.of(totals).filter(total -> total > now).count();
            firsts[step] = all;
            all += counts[step];
        }
        int[][] tokens = new int[2][all];
        for (int rank = 0; rank < ranked.length; rank++) {
            int step = 0;
            for (int length : streams.get(ranked[rank])) {
                int begin = step;
                for (; step < begin + length; step++) {
                    int base = bases[ranked[rank]];
                    tokens[0][firsts[step] + rank] = base + step;
                    tokens[1][firsts[step] + rank] = base + begin + (begin + length - 1 - step);
                }
            }
        }
        return new StepOrder(counts, firsts, tokens);
    }

    /** How many steps there are: the tokens of the longest stream. */
    int steps() {
        return counts.length;
    }

    /** How many tokens there are. */
    int size() {
        return tokens[0].length;
    }

    /** Streams that have a token in a step; 0 behind the last. */
    int count(int step) {
        return step < counts.length ? counts[step] : 0;
    }

    /** Place of a step's first token. */
    int first(int step) {
        return step < firsts.length ? firsts[step] : size();
    }

    /**
     * Lays rows of tokens in this order, for both directions.
     *
     * @param rows [tokens, width]
     * @return [2, tokens, width]
     */
    float[] ordered(float[] rows, int width) {
        float[] ordered = new float[2 * rows.length];
        for (int direction = 0; direction < 2; direction++) {
            for (int place = 0; place < size(); place++) {
                int token = tokens[direction][place];
                System.arraycopy(
                        rows, token * width, ordered, (direction * size() + place) * width, width);
            }
        }
        return ordered;
    }

    /**
     * Takes rows in this order back to that of the tokens, the backward direction's beside the
     * forward one's.
     *
     * @param ordered [2, tokens, width]
     * @return [tokens, 2 × width]
     */
    float[] sideBySide(float[] ordered, int width) {
        float[] rows = new float[ordered.length];
        for (int direction = 0; direction < 2; direction++) {
            for (int place = 0; place < size(); place++) {
                int token = tokens[direction][place];
                System.arraycopy(
                        ordered,
                        (direction * size() + place) * width,
                        rows,
                        (2 * token + direction) * width,
                        width);
            }
        }
        return rows;
    }
}
