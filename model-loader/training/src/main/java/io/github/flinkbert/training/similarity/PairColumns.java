package io.github.flinkbert.training.similarity;

import io.github.flinkbert.training.data.TableRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.annotation.Experimental;

/**
 * Where a table's rows, or JSON objects, have their texts: columns by name or by number from 1, or
 * fields by name. A first column alone is of single texts; with a second one they are pairs; with a
 * score, too, pairs with scores. With none of the three: {@code sentence1}, {@code sentence2}, and
 * {@code score} where there is one.
 *
 * @param header whether a table's first line names its columns; empty: it does, unless all columns
 *     are given by number
 */
@Experimental
public record PairColumns(
        Optional<String> first,
        Optional<String> second,
        Optional<String> score,
        Optional<Boolean> header) {

    /** The usual names. */
    public static final PairColumns DEFAULT =
            new PairColumns(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static final String FIRST = "sentence1";
    static final String SECOND = "sentence2";
    static final String SCORE = "score";

    public PairColumns {
        if (first.isEmpty() && (second.isPresent() || score.isPresent())) {
            throw new IllegalArgumentException(
                    "a second column and a score go with a first column, found none");
        }
        if (second.isEmpty() && score.isPresent()) {
            throw new IllegalArgumentException(
                    "a score is of two texts, found a first column and no second one");
        }
    }

    boolean hasHeader() {
        List<String> named = Stream.of(first, second, score).flatMap(Optional::stream).toList();
        return header.orElse(named.isEmpty() || !named.stream().allMatch(TableRows::isNumber));
    }

    /**
     * The same with the usual names where none are given.
     *
     * @param present the names that a file has
     */
    PairColumns in(List<String> present) {
        return first.isPresent()
                ? this
                : new PairColumns(
                        Optional.of(FIRST),
                        Optional.of(SECOND),
                        present.contains(SCORE) ? Optional.of(SCORE) : Optional.empty(),
                        header);
    }

    PairKind kind() {
        if (score.isPresent()) {
            return PairKind.SCORED;
        }
        return second.isPresent() ? PairKind.MATCHED : PairKind.SAME;
    }
}
