package io.github.flinkbert.flink.sql.index;

import io.github.flinkbert.flink.EngineMetrics;
import io.github.flinkbert.flink.index.IndexDefinition;
import io.github.flinkbert.flink.index.IndexException;
import io.github.flinkbert.flink.index.IndexLease;
import io.github.flinkbert.flink.index.RowFilter;
import io.github.flinkbert.flink.sql.NativeLoading;
import java.io.Serializable;
import java.util.Collection;
import java.util.Optional;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.SpecializedFunction.SpecializedContext;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.jspecify.annotations.Nullable;

/** A subtask's searches in a table's index. Travels with the job; thread-safe once it is open. */
final class IndexSearch implements Serializable {

    private static final long serialVersionUID = 1L;

    private final IndexDefinition definition;
    private final @Nullable RowFilter filter;

    /** Of the numbers of queries; null until Flink says what they are. */
    private final @Nullable LogicalType number;

    private transient @Nullable IndexLease index;
    private transient ArrayData.@Nullable ElementGetter numbers;

    IndexSearch(
            IndexDefinition definition, @Nullable RowFilter filter, @Nullable LogicalType number) {
        this.definition = definition;
        this.filter = filter;
        this.number = number;
    }

    /** Flink hands over queries as they are, whatever it would have cast them to. */
    IndexSearch specialized(SpecializedContext context) {
        LogicalType query = context.getCallContext().getArgumentDataTypes().get(1).getLogicalType();
        if (!(query instanceof ArrayType array)) {
            throw new ValidationException(
                    "table %s is searched by a vector: expected ARRAY<FLOAT>, found %s"
                            .formatted(definition.table(), query.asSummaryString()));
        }
        return new IndexSearch(definition, filter, array.getElementType());
    }

    void open(FunctionContext context) {
        if (number == null) {
            throw new IllegalStateException("not specialized");
        }
        numbers = ArrayData.createElementGetter(number);
        try {
            index =
                    IndexLease.open(
                            definition,
                            context.getMetricGroup().addGroup(EngineMetrics.GROUP),
                            context.getTaskInfo().getIndexOfThisSubtask() == 0);
        } catch (IndexException e) {
            throw new TableException(e.getMessage(), e);
        } catch (LinkageError e) {
            throw new TableException(
                    "table %s cannot be indexed: %s"
                            .formatted(definition.table(), NativeLoading.sentence(e)),
                    e);
        }
    }

    /**
     * @param query one column, with the vector; another's again when it returns
     * @return empty where the vector is null
     */
    Optional<float[]> vector(RowData query) {
        return query.isNullAt(0) ? Optional.empty() : Optional.of(vector(query.getArray(0)));
    }

    /**
     * @param topK how many rows at most
     * @return all columns of the table and the score, nearest first
     */
    Collection<RowData> nearest(float[] vector, int topK) {
        if (index == null) {
            throw new IllegalStateException("not open");
        }
        return index.nearest(vector, topK, Optional.ofNullable(filter)).stream()
                .<RowData>map(
                        found -> new JoinedRowData(found.row(), GenericRowData.of(found.score())))
                .toList();
    }

    private float[] vector(ArrayData query) {
        if (number != null && number.is(LogicalTypeRoot.FLOAT) && !hasNull(query)) {
            return query.toFloatArray();
        }
        float[] vector = new float[query.size()];
        for (int i = 0; i < vector.length; i++) {
            Object value = numbers == null ? null : numbers.getElementOrNull(query, i);
            if (value instanceof Number found) {
                vector[i] = found.floatValue();
            } else if (value instanceof DecimalData found) {
                vector[i] = found.toBigDecimal().floatValue();
            } else {
                throw new TableException(
                        "table %s was asked with a vector with a null in it, expected numbers"
                                .formatted(definition.table()));
            }
        }
        return vector;
    }

    private static boolean hasNull(ArrayData query) {
        for (int i = 0; i < query.size(); i++) {
            if (query.isNullAt(i)) {
                return true;
            }
        }
        return false;
    }

    void close() {
        if (index != null) {
            index.close();
        }
    }
}
