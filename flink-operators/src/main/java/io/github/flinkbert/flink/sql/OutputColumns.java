package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.config.Task;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.RowType;

/**
 * The columns of OUTPUT in the statement's order: they decide what is asked of each text. Travels
 * with the job.
 */
record OutputColumns(List<Column> columns) implements Serializable {

    OutputColumns {
        columns = List.copyOf(columns);
    }

    /**
     * @param fields of the rows that are in it, in the statement's order
     */
    record Column(ColumnKind kind, List<ColumnField> fields) implements Serializable {
        Column {
            fields = List.copyOf(fields);
        }
    }

    /**
     * @param problems gets a sentence for every fault that is found
     */
    static OutputColumns of(RowType output, List<String> problems) {
        List<Column> columns = new ArrayList<>();
        for (RowType.RowField field : output.getFields()) {
            Optional<ColumnKind> kind = ColumnKind.named(field.getName());
            if (kind.isEmpty()) {
                problems.add(
                        "output column %s is not known, expected one of %s"
                                .formatted(field.getName(), ColumnKind.names()));
            } else {
                columns.add(new Column(kind.get(), kind.get().fields(field.getType(), problems)));
            }
        }
        OutputColumns found = new OutputColumns(columns);
        if (problems.isEmpty() && found.tasks().isEmpty() && !found.has(ColumnKind.MASKS)) {
            problems.add("OUTPUT asks for nothing, expected one of " + ColumnKind.names());
        }
        return found;
    }

    boolean has(ColumnKind kind) {
        return columns.stream().anyMatch(column -> column.kind() == kind);
    }

    /** What is asked for, masked words apart. */
    List<Task> tasks() {
        return columns.stream()
                .map(Column::kind)
                .map(ColumnKind::task)
                .flatMap(Optional::stream)
                .toList();
    }
}
