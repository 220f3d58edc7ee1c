package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.task.Tasks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;

/** Turns what a model says of a text into a row of the output columns. Thread-safe. */
final class SqlRows {

    private final List<Cell> cells;
    private final List<Boolean> errors;

    SqlRows(OutputColumns output) {
        cells = output.columns().stream().map(SqlRows::cell).toList();
        errors =
                output.columns().stream()
                        .map(column -> column.name().equals(ColumnTypes.ERROR.name()))
                        .toList();
    }

    /** What one column holds of a result; null for what was not asked of this text. */
    private interface Cell {
        @Nullable Object of(EnrichmentResult result);
    }

    private static Cell cell(OutputColumns.Column column) {
        // Of tasks that share a column a statement asks one.
        List<Cell> any = Tasks.ALL.stream().flatMap(task -> cells(task, column)).toList();
        return result ->
                any.stream()
                        .map(cell -> cell.of(result))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private static <R> Stream<Cell> cells(TaskBinding<R> task, OutputColumns.Column wanted) {
        return Stream.concat(
                        task.columns().stream(),
                        task.variants().stream().map(variant -> variant.column()))
                .filter(column -> column.name().equals(wanted.name()))
                .map(
                        column ->
                                result ->
                                        result.get(task.key())
                                                .map(found -> column.cell(found, wanted.fields()))
                                                .map(value -> data(value, column))
                                                .orElse(null));
    }

    private static Object data(Object value, OutputColumn<?> column) {
        return value instanceof byte[] numbers && column.arrays() > 0
                ? new GenericArrayData(numbers)
                : data(value);
    }

    /** A null text's, of which nothing can be said. */
    RowData ofNothing() {
        return new GenericRowData(cells.size());
    }

    /** That of a text which the model rejected. */
    RowData ofError(String reason) {
        GenericRowData row = new GenericRowData(cells.size());
        for (int i = 0; i < row.getArity(); i++) {
            if (errors.get(i)) {
                row.setField(i, StringData.fromString(reason));
            }
        }
        return row;
    }

    RowData of(EnrichmentResult result) {
        GenericRowData row = new GenericRowData(cells.size());
        for (int i = 0; i < row.getArity(); i++) {
            row.setField(i, cells.get(i).of(result));
        }
        return row;
    }

    /** As Flink's tables hold what {@link io.github.flinkbert.flink.binding.OutputColumn} gives. */
    private static Object data(Object value) {
        if (value instanceof String text) {
            return StringData.fromString(text);
        }
        if (value instanceof float[] vector) {
            return new GenericArrayData(vector);
        }
        if (value instanceof short[] vector) {
            return new GenericArrayData(vector);
        }
        if (value instanceof List<?> elements) {
            return new GenericArrayData(elements.stream().map(SqlRows::data).toArray());
        }
        if (value instanceof Object[] fields) {
            return GenericRowData.of(Arrays.stream(fields).map(SqlRows::data).toArray());
        }
        return value;
    }
}
