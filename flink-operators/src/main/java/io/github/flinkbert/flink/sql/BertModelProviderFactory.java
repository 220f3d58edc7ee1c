package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.config.SqlOptions;
import io.github.flinkbert.flink.option.Option;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;

/**
 * The model provider {@code bert}, which Flink finds by {@code META-INF/services}.
 *
 * <p>Flink asks it when a query names the model: {@code CREATE MODEL} itself only writes the
 * statement into the catalog.
 */
@Internal
public final class BertModelProviderFactory implements ModelProviderFactory {

    /** As in {@code 'provider' = 'bert'}. */
    public static final String IDENTIFIER = "bert";

    /**
     * @throws org.apache.flink.table.api.ValidationException with all faults of the statement
     */
    @Override
    public ModelProvider createModelProvider(Context context) {
        return new BertModelProvider(
                ModelStatement.of(
                        context.getObjectIdentifier().asSummaryString(), context.getCatalogModel()),
                context.getConfiguration());
    }

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    /** None by itself: there is a default model, and adapters name their own. */
    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return definitions(SqlOptions.ALL.stream().filter(Option::required));
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return definitions(SqlOptions.ALL.stream().filter(option -> !option.required()));
    }

    private static Set<ConfigOption<?>> definitions(Stream<Option<?>> options) {
        return options.<ConfigOption<?>>map(Option::definition)
                .collect(Collectors.toUnmodifiableSet());
    }
}
