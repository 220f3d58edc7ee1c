package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.config.Option;
import io.github.flinkbert.flink.config.SqlOptions;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;

/**
 * The model provider {@code bert}, which Flink finds by {@code META-INF/services}.
 *
 * <p>Flink asks it when a query names the model: {@code CREATE MODEL} itself only writes the
 * statement into the catalog.
 */
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
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return SqlOptions.ALL.stream()
                .map(BertModelProviderFactory::asText)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Values are read by the options' own parsers, which say what they expect. */
    private static ConfigOption<String> asText(Option<?> option) {
        ConfigOption<String> text =
                option.defaultText()
                        .map(
                                value ->
                                        ConfigOptions.key(option.key())
                                                .stringType()
                                                .defaultValue(value))
                        .orElseGet(
                                () ->
                                        ConfigOptions.key(option.key())
                                                .stringType()
                                                .noDefaultValue());
        return text.withDescription(option.description());
    }
}
