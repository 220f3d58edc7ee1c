package io.github.flinkbert.flink.sql.index;

import io.github.flinkbert.flink.option.Option;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;

/** The connector {@code bert-index}, which Flink finds by {@code META-INF/services}. */
@Internal
public final class BertIndexTableFactory implements DynamicTableSourceFactory {

    /** As in {@code 'connector' = 'bert-index'}. */
    public static final String IDENTIFIER = "bert-index";

    /**
     * @throws org.apache.flink.table.api.ValidationException with all faults of the statement
     */
    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        return new BertIndexTableSource(IndexStatement.of(context));
    }

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return definitions(IndexOptions.ALL.stream().filter(Option::required));
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return definitions(IndexOptions.ALL.stream().filter(option -> !option.required()));
    }

    private static Set<ConfigOption<?>> definitions(Stream<Option<?>> options) {
        return options.<ConfigOption<?>>map(Option::definition)
                .collect(Collectors.toUnmodifiableSet());
    }
}
