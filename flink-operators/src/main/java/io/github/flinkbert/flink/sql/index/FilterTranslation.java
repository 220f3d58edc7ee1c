package io.github.flinkbert.flink.sql.index;

import io.github.flinkbert.flink.index.RowFilter;
import io.github.flinkbert.flink.index.RowFilter.Kind;
import io.github.flinkbert.flink.index.RowFilter.Relation;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * What Flink's planner asks of a table, as the index can say it: comparisons of a column of texts,
 * whole numbers or truths with a literal, IS NULL, and what AND, OR and NOT make of them. Only what
 * is wholly understood is taken.
 */
final class FilterTranslation {

    private static final Map<FunctionDefinition, Relation> RELATIONS =
            Map.of(
                    BuiltInFunctionDefinitions.EQUALS, Relation.EQUAL,
                    BuiltInFunctionDefinitions.NOT_EQUALS, Relation.NOT_EQUAL,
                    BuiltInFunctionDefinitions.LESS_THAN, Relation.LESS,
                    BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, Relation.LESS_OR_EQUAL,
                    BuiltInFunctionDefinitions.GREATER_THAN, Relation.GREATER,
                    BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, Relation.GREATER_OR_EQUAL);

    private final RowType row;

    FilterTranslation(RowType row) {
        this.row = row;
    }

    /** Empty for what is not understood. */
    Optional<RowFilter> of(ResolvedExpression expression) {
        if (expression instanceof FieldReferenceExpression field) {
            return column(field)
                    .filter(column -> kind(column).equals(Optional.of(Kind.BOOLEAN)))
                    .map(column -> compared(column, Kind.BOOLEAN, Relation.EQUAL, true));
        }
        if (!(expression instanceof CallExpression call)) {
            return Optional.empty();
        }
        FunctionDefinition function = call.getFunctionDefinition();
        List<ResolvedExpression> of = call.getResolvedChildren();
        if (RELATIONS.containsKey(function)) {
            Relation relation = RELATIONS.get(function);
            return comparison(of.get(0), relation, of.get(1))
                    .or(() -> comparison(of.get(1), relation.turned(), of.get(0)));
        }
        if (function == BuiltInFunctionDefinitions.AND) {
            return all(of, RowFilter.And::new);
        }
        if (function == BuiltInFunctionDefinitions.OR) {
            return all(of, RowFilter.Or::new);
        }
        if (function == BuiltInFunctionDefinitions.NOT) {
            return of(of.get(0)).map(RowFilter.Not::new);
        }
        if (function == BuiltInFunctionDefinitions.IS_NULL) {
            return column(of.get(0)).map(RowFilter.IsNull::new);
        }
        if (function == BuiltInFunctionDefinitions.IS_NOT_NULL) {
            return column(of.get(0)).map(RowFilter.IsNull::new).map(RowFilter.Not::new);
        }
        return Optional.empty();
    }

    private Optional<RowFilter> all(
            List<ResolvedExpression> parts, BinaryOperator<RowFilter> joined) {
        List<Optional<RowFilter>> filters = parts.stream().map(this::of).toList();
        return filters.stream().allMatch(Optional::isPresent)
                ? filters.stream().map(Optional::get).reduce(joined)
                : Optional.empty();
    }

    private Optional<RowFilter> comparison(
            ResolvedExpression field, Relation relation, ResolvedExpression literal) {
        if (!(literal instanceof ValueLiteralExpression value)) {
            return Optional.empty();
        }
        return column(field)
                .flatMap(
                        column ->
                                kind(column)
                                        .flatMap(
                                                kind ->
                                                        literal(kind, value)
                                                                .map(
                                                                        found ->
                                                                                compared(
                                                                                        column,
                                                                                        kind,
                                                                                        relation,
                                                                                        found))));
    }

    private static RowFilter compared(
            int column, Kind kind, Relation relation, Serializable literal) {
        return new RowFilter.Comparison(column, kind, relation, literal);
    }

    private Optional<Integer> column(ResolvedExpression expression) {
        return expression instanceof FieldReferenceExpression field
                ? Optional.of(row.getFieldIndex(field.getName())).filter(column -> column >= 0)
                : Optional.empty();
    }

    private Optional<Kind> kind(int column) {
        LogicalType type = row.getTypeAt(column);
        return switch (type.getTypeRoot()) {
            case VARCHAR -> Optional.of(Kind.TEXT);
            case BIGINT -> Optional.of(Kind.BIGINT);
            case INTEGER -> Optional.of(Kind.INT);
            case SMALLINT -> Optional.of(Kind.SMALLINT);
            case TINYINT -> Optional.of(Kind.TINYINT);
            case BOOLEAN -> Optional.of(Kind.BOOLEAN);
            default -> Optional.empty();
        };
    }

    private static Optional<Serializable> literal(Kind kind, ValueLiteralExpression value) {
        return switch (kind) {
            case TEXT -> value.getValueAs(String.class).map(Serializable.class::cast);
            case BOOLEAN -> value.getValueAs(Boolean.class).map(Serializable.class::cast);
            // A literal with a fraction is none of these, and is left to Flink.
            case BIGINT, INT, SMALLINT, TINYINT ->
                    value.getValueAs(Long.class)
                            .or(() -> value.getValueAs(Integer.class).map(Integer::longValue))
                            .or(() -> value.getValueAs(Short.class).map(Short::longValue))
                            .or(() -> value.getValueAs(Byte.class).map(Byte::longValue))
                            .map(Serializable.class::cast);
        };
    }
}
