package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.config.SqlModelConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

/**
 * A {@code CREATE MODEL} statement, read and checked. Travels with the job.
 *
 * @param model its name, for people
 */
record ModelStatement(String model, InputColumns input, OutputColumns output, SqlModelConfig config)
        implements Serializable {

    /**
     * @throws ValidationException with all faults at once
     */
    static ModelStatement of(String model, ResolvedCatalogModel catalogModel) {
        List<String> problems = new ArrayList<>();
        InputColumns input =
                InputColumns.of(columns(catalogModel.getResolvedInputSchema()), problems);
        RowType outputType = columns(catalogModel.getResolvedOutputSchema());
        OutputColumns output = OutputColumns.of(outputType, problems);
        return SqlModelConfig.from(
                        ColumnVariants.withOptions(outputType, options(catalogModel), problems),
                        new SqlModelConfig.Asked(output.byTask(), input.fields()),
                        problems)
                .map(config -> new ModelStatement(model, input, output, config))
                .orElseThrow(() -> new ValidationException(sentences(model, problems)));
    }

    /** See {@link InputColumns#caution}. */
    Optional<String> caution() {
        return input.caution(model);
    }

    private static RowType columns(ResolvedSchema schema) {
        return (RowType) schema.toPhysicalRowDataType().getLogicalType();
    }

    /** Without those that are Flink's own. */
    private static Map<String, String> options(ResolvedCatalogModel catalogModel) {
        Map<String, String> options = new TreeMap<>(catalogModel.getOptions());
        options.remove(FactoryUtil.PROVIDER.key());
        options.remove(FactoryUtil.PROPERTY_VERSION.key());
        return options;
    }

    private static String sentences(String model, List<String> problems) {
        return "%d %s in the statement that creates model %s:%n- %s"
                .formatted(
                        problems.size(),
                        problems.size() == 1 ? "fault" : "faults",
                        model,
                        String.join(System.lineSeparator() + "- ", problems));
    }
}
