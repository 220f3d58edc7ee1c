package io.github.flinkbert.flink.index;

import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/**
 * Which rows of a table are looked for, as SQL's {@code WHERE} says it, with its three truths: what
 * is compared with null is neither true nor false. Immutable.
 */
@Internal
public sealed interface RowFilter extends Serializable {

    /** Empty where it is unknown. */
    Optional<Boolean> truth(RowData row);

    /** Only what is true. */
    default boolean accepts(RowData row) {
        return truth(row).orElse(false);
    }

    /** What a comparison of a column with a literal asks for. */
    @Internal
    enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(int compared) {
            return switch (this) {
                case EQUAL -> compared == 0;
                case NOT_EQUAL -> compared != 0;
                case LESS -> compared < 0;
                case LESS_OR_EQUAL -> compared <= 0;
                case GREATER -> compared > 0;
                case GREATER_OR_EQUAL -> compared >= 0;
            };
        }

        /** What is asked when column and literal change places. */
        @Internal
        public Relation turned() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            };
        }
    }

    /** A column's values and how they are read; those of the literal are its too. */
    @Internal
    enum Kind {
        /** Literals are a {@link String}. */
        TEXT {
            @Override
            int compare(RowData row, int column, Serializable literal) {
                return row.getString(column).compareTo(StringData.fromString((String) literal));
            }
        },
        /** Literals are a {@link Long}, as those of all whole numbers. */
        BIGINT {
            @Override
            int compare(RowData row, int column, Serializable literal) {
                return Long.compare(row.getLong(column), (Long) literal);
            }
        },
        INT {
            @Override
            int compare(RowData row, int column, Serializable literal) {
                return Long.compare(row.getInt(column), (Long) literal);
            }
        },
        SMALLINT {
            @Override
            int compare(RowData row, int column, Serializable literal) {
                return Long.compare(row.getShort(column), (Long) literal);
            }
        },
        TINYINT {
            @Override
            int compare(RowData row, int column, Serializable literal) {
                return Long.compare(row.getByte(column), (Long) literal);
            }
        },
        /** Literals are a {@link Boolean}. */
        BOOLEAN {
            @Override
            int compare(RowData row, int column, Serializable literal) {
                return Boolean.compare(row.getBoolean(column), (Boolean) literal);
            }
        };

        abstract int compare(RowData row, int column, Serializable literal);
    }

    /**
     * @param literal as {@link Kind} says
     */
    @Internal
    record Comparison(int column, Kind kind, Relation relation, Serializable literal)
            implements RowFilter {
        @Override
        public Optional<Boolean> truth(RowData row) {
            return row.isNullAt(column)
                    ? Optional.empty()
                    : Optional.of(relation.holds(kind.compare(row, column, literal)));
        }
    }

    /** Whether a column is null. */
    @Internal
    record IsNull(int column) implements RowFilter {
        @Override
        public Optional<Boolean> truth(RowData row) {
            return Optional.of(row.isNullAt(column));
        }
    }

    @Internal
    record Not(RowFilter filter) implements RowFilter {
        @Override
        public Optional<Boolean> truth(RowData row) {
            return filter.truth(row).map(truth -> !truth);
        }
    }

    @Internal
    record And(RowFilter first, RowFilter second) implements RowFilter {
        @Override
        public Optional<Boolean> truth(RowData row) {
            return decided(first.truth(row), second.truth(row), false);
        }
    }

    @Internal
    record Or(RowFilter first, RowFilter second) implements RowFilter {
        @Override
        public Optional<Boolean> truth(RowData row) {
            return decided(first.truth(row), second.truth(row), true);
        }
    }

    /** One of them decides alone, else both have to be known. */
    private static Optional<Boolean> decided(
            Optional<Boolean> first, Optional<Boolean> second, boolean alone) {
        if (first.filter(truth -> truth == alone).isPresent()
                || second.filter(truth -> truth == alone).isPresent()) {
            return Optional.of(alone);
        }
        return first.isPresent() && second.isPresent() ? Optional.of(!alone) : Optional.empty();
    }
}
