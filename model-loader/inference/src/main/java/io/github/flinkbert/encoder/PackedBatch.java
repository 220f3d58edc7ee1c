package io.github.flinkbert.encoder;

import io.github.flinkbert.text.Sequence;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * Several sequences laid into the rows of one static shape, each whole within its row (Krell et al.
 * 2021, "Efficient Sequence Packing without Cross-contamination"). Positions restart at each
 * sequence; the owner of a token is the index of its sequence, and -1 says padding.
 *
 * <p>Immutable once made. Arrays are row-major, {@code rows × length}.
 */
@Internal
public final class PackedBatch {

    private static final int PADDING = -1;

    /** A sequence and where it lies. */
    public record Placed(Sequence sequence, int row, int column) {}

    private final int rows;
    private final int length;
    private final List<Placed> placed;
    private final int[] ids;
    private final int[] positions;
    private final int[] segments;
    private final int[] owners;

    /**
     * @throws IllegalArgumentException if a sequence is empty, reaches over its row's end, or
     *     overlaps another
     */
    public PackedBatch(int rows, int length, List<Placed> placed) {
        this.rows = rows;
        this.length = length;
        this.placed = List.copyOf(placed);
        ids = new int[rows * length];
        positions = new int[rows * length];
        segments = new int[rows * length];
        owners = new int[rows * length];
        java.util.Arrays.fill(owners, PADDING);
        for (int owner = 0; owner < placed.size(); owner++) {
            lay(owner, placed.get(owner));
        }
    }

    private void lay(int owner, Placed place) {
        Sequence sequence = place.sequence();
        if (sequence.length() == 0
                || place.row() < 0
                || place.row() >= rows
                || place.column() < 0
                || place.column() + sequence.length() > length) {
            throw new IllegalArgumentException(
                    "a sequence of %d tokens does not fit row %d, column %d of %d rows of %d"
                            .formatted(
                                    sequence.length(), place.row(), place.column(), rows, length));
        }
        int start = first(place);
        for (int i = 0; i < sequence.length(); i++) {
            int at = start + i;
            if (owners[at] != PADDING) {
                throw new IllegalArgumentException(
                        "sequences %d and %d overlap".formatted(owners[at], owner));
            }
            ids[at] = sequence.id(i);
            positions[at] = i;
            segments[at] = sequence.segment(i);
            owners[at] = owner;
        }
    }

    private int first(Placed place) {
        return place.row() * length + place.column();
    }

    public int rows() {
        return rows;
    }

    public int length() {
        return length;
    }

    /** The sequences, in the order in which results come back. */
    public List<Placed> placed() {
        return placed;
    }

    /** Places for tokens, padding included: {@code rows × length}. */
    public int places() {
        return ids.length;
    }

    /** Tokens that are not padding. */
    public int tokens() {
        return placed.stream().mapToInt(place -> place.sequence().length()).sum();
    }

    /** Vocabulary ids, 0 for padding; not a copy, as the next three. */
    public int[] ids() {
        return ids;
    }

    public int[] positions() {
        return positions;
    }

    public int[] segments() {
        return segments;
    }

    /** Index of each token's sequence, -1 for padding. */
    public int[] owners() {
        return owners;
    }

    /** Flat index of each sequence's first token. */
    int[] firstTokens() {
        return placed.stream().mapToInt(this::first).toArray();
    }

    /** Flat indices of all tokens, sequence by sequence. */
    public int[] allTokens() {
        return placed.stream()
                .flatMapToInt(
                        place ->
                                IntStream.range(
                                        first(place), first(place) + place.sequence().length()))
                .toArray();
    }

    /** Flat indices of all tokens with an id, sequence by sequence. */
    int[] tokensWithId(int id) {
        return IntStream.of(allTokens()).filter(at -> ids[at] == id).toArray();
    }
}
