package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.task.Tasks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @param name of one of {@link ColumnTypes#ALL}
     * @param fields of the rows that are in it, in the statement's order
     */
    record Column(String name, List<String> fields) implements Serializable {
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
            Optional<OutputColumn<?>> known = ColumnTypes.named(field.getName());
            if (known.isEmpty()) {
                problems.add(
                        "output column %s is not known, expected one of %s"
                                .formatted(field.getName(), ColumnTypes.names()));
            } else {
                columns.add(
                        new Column(
                                field.getName(),
                                ColumnTypes.fields(known.get(), field.getType(), problems)));
            }
        }
        OutputColumns found = new OutputColumns(columns);
        if (problems.isEmpty() && found.byTask().isEmpty()) {
            problems.add("OUTPUT asks for nothing, expected one of " + ColumnTypes.names());
        }
        return found;
    }

    /** Which tasks are asked for, each with the names of its columns. */
    Map<TaskBinding<?>, List<String>> byTask() {
        Map<TaskBinding<?>, List<String>> asked = new LinkedHashMap<>();
        for (TaskBinding<?> task : Tasks.ALL) {
            List<String> names =
                    columns.stream().map(Column::name).filter(name -> has(task, name)).toList();
            if (!names.isEmpty()) {
                asked.put(task, names);
            }
        }
        return asked;
    }

    private static boolean has(TaskBinding<?> task, String column) {
        return task.columns().stream().anyMatch(one -> one.name().equals(column));
    }
}
