package io.github.flinkbert.benchmark.texts;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Texts of one kind, in the order of their arrival.
 *
 * @param name for tables: {@code mix}, {@code short}, …
 */
@Internal
public record TextSet(String name, List<String> texts) {

    public TextSet {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("the set " + name + " has no texts");
        }
    }

    public int size() {
        return texts.size();
    }

    /** The first texts; all of them where there are fewer. */
    public List<String> first(int count) {
        return texts.subList(0, Math.min(count, texts.size()));
    }

    /**
     * How long the texts are, in pieces without special tokens, and what padding makes of them.
     *
     * @param fill share of what batches of 32 in arrival order, padded to their longest, compute
     *     that is not padding; special tokens count as real
     */
    public record Lengths(int texts, double mean, int shortest, int longest, double fill) {}

    /** Counts with a tokenizer. */
    public Lengths lengths(Tokenizer tokenizer) {
        int[] pieces = texts.stream().mapToInt(t -> tokenizer.tokenize(t).size()).toArray();
        long real = 0;
        long padded = 0;
        int shortest = Integer.MAX_VALUE;
        int longest = 0;
        for (int from = 0; from < pieces.length; from += 32) {
            int to = Math.min(pieces.length, from + 32);
            int widest = 0;
            for (int i = from; i < to; i++) {
                real += Sequence.length(pieces[i]);
                widest = Math.max(widest, pieces[i]);
                shortest = Math.min(shortest, pieces[i]);
            }
            longest = Math.max(longest, widest);
            padded += (long) (to - from) * Sequence.length(widest);
        }
        double mean = (double) (real - Sequence.length(0) * (long) pieces.length) / pieces.length;
        return new Lengths(pieces.length, mean, shortest, longest, (double) real / padded);
    }
}
