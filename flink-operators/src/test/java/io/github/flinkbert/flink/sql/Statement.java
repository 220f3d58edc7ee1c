package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogModel;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.types.DataType;

/** A {@code CREATE MODEL} statement as Flink's catalog hands it to the provider. */
final class Statement {

    private final Map<String, String> options = new TreeMap<>(Map.of("provider", "bert"));
    private final Map<String, DataType> input = new java.util.LinkedHashMap<>();
    private final Map<String, DataType> output = new java.util.LinkedHashMap<>();

    Statement input(String column, DataType type) {
        input.put(column, type);
        return this;
    }

    Statement output(String column, DataType type) {
        output.put(column, type);
        return this;
    }

    Statement with(String option, String value) {
        options.put(option, value);
        return this;
    }

    ModelProvider provider() {
        return provider(new Configuration());
    }

    ModelProvider provider(Configuration session) {
        return FactoryUtil.createModelProvider(
                null,
                ObjectIdentifier.of("c", "d", "m"),
                model(),
                session,
                getClass().getClassLoader(),
                false);
    }

    ResolvedCatalogModel model() {
        return ResolvedCatalogModel.of(
                CatalogModel.of(
                        Schema.newBuilder().build(), Schema.newBuilder().build(), options, null),
                schema(input),
                schema(output));
    }

    private static ResolvedSchema schema(Map<String, DataType> columns) {
        return ResolvedSchema.of(
                columns.entrySet().stream()
                        .map(column -> Column.physical(column.getKey(), column.getValue()))
                        .toArray(Column[]::new));
    }

    /** As {@link #faults}, empty where there are none. */
    String faultsOrNone() {
        Throwable refused = catchThrowable(this::provider);
        return refused == null ? "" : refused.getCause().getMessage();
    }

    /** What the provider has against it. */
    String faults() {
        return catchThrowable(this::provider).getCause().getMessage();
    }
}
