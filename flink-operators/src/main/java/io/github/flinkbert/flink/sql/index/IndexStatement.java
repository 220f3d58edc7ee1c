package io.github.flinkbert.flink.sql.index;

import io.github.flinkbert.flink.config.SqlModelConfig;
import io.github.flinkbert.flink.config.SqlOptions;
import io.github.flinkbert.flink.index.IndexDefinition;
import io.github.flinkbert.flink.index.RowFormat;
import io.github.flinkbert.flink.index.RowSource;
import io.github.flinkbert.flink.index.VectorColumn;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.Tasks;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.location.FileDigests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * A {@code CREATE TABLE} statement of the connector, read and checked, but for which column has the
 * vectors: each query says that.
 *
 * @param table its name, for people
 * @param options as they were given
 * @param model that makes vectors of texts; empty where the files have them
 * @param textColumn its place; -1 where the files have the vectors
 */
record IndexStatement(
        String table,
        Map<String, String> options,
        Settings settings,
        DataType row,
        DecodingFormat<?> format,
        Optional<SqlModelConfig> model,
        int textColumn) {

    /**
     * @throws ValidationException with all faults at once
     */
    static IndexStatement of(DynamicTableFactory.Context context) {
        String table = context.getObjectIdentifier().asSummaryString();
        Map<String, String> options = new TreeMap<>(context.getCatalogTable().getOptions());
        options.remove(FactoryUtil.CONNECTOR.key());
        options.remove(FactoryUtil.PROPERTY_VERSION.key());
        String prefix = options.getOrDefault(IndexOptions.FORMAT.key(), "") + ".";
        Settings settings =
                new Settings(
                        options,
                        IndexOptions.ALL,
                        key -> key.startsWith(prefix) || key.startsWith(IndexOptions.KAFKA),
                        IndexOptions.OWNER);
        IndexOptions.check(settings);
        List<String> problems = new ArrayList<>(settings.problems());
        DataType row = context.getPhysicalRowDataType();
        int text = textColumn(settings, (RowType) row.getLogicalType(), problems);
        Optional<SqlModelConfig> model =
                settings.isGiven(IndexOptions.TEXT_COLUMN)
                        ? model(options, problems)
                        : noModel(settings, problems);
        Optional<DecodingFormat<?>> format =
                settings.find(IndexOptions.FORMAT)
                        .flatMap(
                                name ->
                                        TableFormats.find(
                                                name,
                                                settings.under(prefix),
                                                settings.isGiven(IndexOptions.TOPIC),
                                                context,
                                                problems));
        if (!problems.isEmpty()) {
            throw new ValidationException(sentences(table, problems));
        }
        return new IndexStatement(table, options, settings, row, format.get(), model, text);
    }

    private static int textColumn(Settings settings, RowType row, List<String> problems) {
        Optional<String> name = settings.find(IndexOptions.TEXT_COLUMN);
        if (name.isEmpty()) {
            return -1;
        }
        int column = row.getFieldIndex(name.get());
        if (column < 0) {
            problems.add(
                    "text-column is %s, which is no column: found %s"
                            .formatted(name.get(), String.join(", ", row.getFieldNames())));
        } else if (!row.getTypeAt(column).is(LogicalTypeFamily.CHARACTER_STRING)) {
            problems.add(
                    "column %s, of text-column, must be STRING, found %s"
                            .formatted(name.get(), row.getTypeAt(column).asSummaryString()));
        }
        return column;
    }

    private static Optional<SqlModelConfig> model(
            Map<String, String> options, List<String> problems) {
        Map<String, String> own = new TreeMap<>(options);
        own.keySet().retainAll(modelKeys());
        List<String> found = new ArrayList<>();
        Optional<SqlModelConfig> model =
                SqlModelConfig.from(
                        own,
                        new SqlModelConfig.Asked(
                                Map.of(
                                        Tasks.ALL.stream()
                                                .filter(task -> task.key() == EmbeddingTask.KEY)
                                                .findFirst()
                                                .orElseThrow(),
                                        List.of(EmbeddingTask.KEY.name())),
                                Set.of()),
                        found);
        model.filter(config -> config.asks().tasks().contains(EmbeddingTask.QUANTIZED))
                .ifPresent(
                        config ->
                                problems.add(
                                        "vector-format must be float32: the index holds the numbers"
                                                + " as the model computes them"));
        // What cannot be read was said before.
        found.stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
        return model;
    }

    private static Optional<SqlModelConfig> noModel(Settings settings, List<String> problems) {
        SqlOptions.ALL.stream()
                .filter(settings::isGiven)
                .forEach(
                        option ->
                                problems.add(
                                        "%s is for vectors that are made of texts: expected"
                                                        .formatted(option.key())
                                                + " text-column beside it"));
        return Optional.empty();
    }

    private static Set<String> modelKeys() {
        return SqlOptions.ALL.stream()
                .map(Option::keys)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private static String sentences(String table, List<String> problems) {
        return "%d %s in the statement that creates table %s:%n- %s"
                .formatted(
                        problems.size(),
                        problems.size() == 1 ? "fault" : "faults",
                        table,
                        String.join(System.lineSeparator() + "- ", problems));
    }

    /**
     * What a query searches.
     *
     * @param column the one that its DESCRIPTOR names
     * @throws ValidationException if that cannot have vectors
     */
    IndexDefinition definition(int column, DynamicTableSource.Context context) {
        RowType type = (RowType) row.getLogicalType();
        LogicalType vectors = type.getTypeAt(column);
        if (!vectors.is(LogicalTypeRoot.ARRAY)
                || !vectors.getChildren().get(0).is(LogicalTypeRoot.FLOAT)) {
            throw new ValidationException(
                    "column %s of table %s has the vectors: expected ARRAY<FLOAT>, found %s"
                            .formatted(
                                    type.getFieldNames().get(column),
                                    table,
                                    vectors.asSummaryString()));
        }
        int[] read =
                IntStream.range(0, type.getFieldCount())
                        .filter(i -> model.isEmpty() || i != column)
                        .toArray();
        return new IndexDefinition(
                table,
                digest(column),
                source(format.createRuntimeDecoder(context, Projection.of(read).project(row))),
                type.getChildren(),
                new VectorColumn(
                        column,
                        textColumn,
                        model.orElse(null),
                        settings.isGiven(IndexOptions.METRIC)),
                IndexOptions.search(settings),
                settings.get(IndexOptions.RELOAD_INTERVAL),
                settings.get(IndexOptions.MAX_SIZE).getBytes());
    }

    @SuppressWarnings("unchecked") // formats of tables make rows
    private RowSource source(Object decoder) {
        String name = settings.get(IndexOptions.FORMAT);
        Optional<String> topic = settings.find(IndexOptions.TOPIC);
        if (topic.isEmpty()) {
            return RowSource.ofFiles(settings.get(IndexOptions.PATH), RowFormat.of(name, decoder));
        }
        if (!(decoder instanceof DeserializationSchema<?> schema)) {
            throw new ValidationException(
                    "format %s reads no records of a topic: found %s"
                            .formatted(name, decoder.getClass().getName()));
        }
        return RowSource.ofTopic(
                topic.get(),
                settings.under(IndexOptions.KAFKA),
                name,
                (DeserializationSchema<RowData>) schema);
    }

    private String digest(int column) {
        return FileDigests.ofText(
                "%s\n%s\n%d"
                        .formatted(options, row.getLogicalType().asSerializableString(), column));
    }
}
