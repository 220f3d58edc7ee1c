package io.github.flinkbert.text;

import java.util.Arrays;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/**
 * A unigram language model of pieces: of all ways to spell a word, the one whose pieces' scores,
 * logarithms of probabilities, add up to most. Immutable, and safe for use by many threads at once.
 *
 * <p>Source: Kudo 2018, "Subword Regularization"; {@code Unigram} of Hugging Face's tokenizers
 * ({@code encode_optimized}), whose sums are in double precision. What no piece spells is the
 * unknown piece, whose score is the lowest less 10; those beside each other are one.
 */
@Internal
public final class UnigramModel {

    private static final double UNKNOWN_PENALTY = 10;
    private static final int BYTES = 256;

    private final PieceTrie trie = new PieceTrie();
    private final double[] scores;
    private final double unknownScore;
    private final int unknown;

    /** Ids of the pieces of bytes; empty where what is unknown is not spelt in bytes. */
    private final int[] bytes;

    /**
     * @param vocabulary the pieces by id, and more
     * @param scores by id, none of them infinite
     * @param unmatched pieces that no text makes
     * @param byteFallback whether what is unknown is spelt in bytes, where all of these are pieces
     * @throws IllegalArgumentException if the vocabulary has no unknown piece
     */
    public UnigramModel(
            Vocabulary vocabulary, double[] scores, Set<String> unmatched, boolean byteFallback) {
        this.scores = scores.clone();
        unknown = vocabulary.unknownId();
        if (unknown < 0) {
            throw new IllegalArgumentException(
                    "the vocabulary has no piece for what no other spells");
        }
        double lowest = Double.POSITIVE_INFINITY;
        for (int id = 0; id < scores.length; id++) {
            String piece = vocabulary.piece(id);
            lowest = Math.min(lowest, scores[id]);
            if (!unmatched.contains(piece) && !piece.isEmpty()) {
                trie.put(piece, id);
            }
        }
        unknownScore = lowest - UNKNOWN_PENALTY;
        bytes = byteFallback ? new int[BYTES] : new int[0];
        for (int b = 0; b < bytes.length; b++) {
            bytes[b] = vocabulary.id("<0x%02X>".formatted(b));
        }
    }

    /** How one word is spelt. For one thread, and many words. */
    final class Spelling {

        private double[] best = new double[64];
        private int[] from = new int[64];
        private int[] ids = new int[64];
        private int[] ends = new int[64];
        private int size;

        /** Finds the best spelling of a word. */
        void of(AlignedText word) {
            int length = word.size();
            if (length >= best.length) {
                best = new double[2 * length];
                from = new int[2 * length];
                ids = new int[2 * length];
                ends = new int[2 * length];
            }
            Arrays.fill(from, 0, length + 1, -1);
            best[0] = 0;
            for (int start = 0; start < length; start++) {
                extend(word, start);
            }
            collect(length);
        }

        private void extend(AlignedText word, int start) {
            boolean single = false;
            int node = PieceTrie.ROOT;
            for (int at = start; at < word.size(); at++) {
                node = trie.child(node, word.codePoint(at));
                if (node == PieceTrie.NONE) {
                    break;
                }
                int id = trie.piece(node);
                if (id != PieceTrie.NONE) {
                    reach(at + 1, start, id, scores[id]);
                    single |= at == start;
                }
            }
            if (!single) {
                reach(start + 1, start, unknown, unknownScore);
            }
        }

        private void reach(int end, int start, int id, double score) {
            double sum = score + best[start];
            if (from[end] < 0 || sum > best[end]) {
                best[end] = sum;
                from[end] = start;
                ids[end] = id;
            }
        }

        /** Moves the pieces of the best path to the front. */
        private void collect(int length) {
            size = 0;
            int count = 0;
            boolean wasUnknown = false;
            // Backwards: the arrays' ends are free, for a path has no more pieces than code points.
            for (int end = length; end > 0; end = from[end]) {
                boolean isUnknown = ids[end] == unknown;
                if (!(isUnknown && wasUnknown)) {
                    ends[count++] = end;
                }
                wasUnknown = isUnknown;
            }
            for (int i = 0; i < count / 2; i++) {
                int other = ends[i];
                ends[i] = ends[count - 1 - i];
                ends[count - 1 - i] = other;
            }
            size = count;
        }

        /** How many pieces it has. */
        int size() {
            return size;
        }

        int id(int piece) {
            return ids[ends[piece]];
        }

        /** The first code point of a piece. */
        int start(int piece) {
            return piece == 0 ? 0 : ends[piece - 1];
        }

        /** One past the last code point of a piece. */
        int end(int piece) {
            return ends[piece];
        }
    }

    Spelling spelling() {
        return new Spelling();
    }

    int unknown() {
        return unknown;
    }

    /** The ids of the pieces of bytes, of which some may be -1; empty where they are not used. */
    int[] bytes() {
        return bytes;
    }
}
