package io.github.flinkbert.flink.sql.index;

import io.github.flinkbert.flink.index.RowFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.config.VectorSearchRuntimeConfigOptions;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.VectorSearchTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.logical.RowType;

/** A table in which {@code VECTOR_SEARCH} looks up the nearest rows. */
final class BertIndexTableSource implements VectorSearchTableSource, SupportsFilterPushDown {

    /** Of Flink, which passes over others. */
    private static final List<String> QUERY_OPTIONS =
            Stream.of(
                            VectorSearchRuntimeConfigOptions.ASYNC,
                            VectorSearchRuntimeConfigOptions.ASYNC_OUTPUT_MODE,
                            VectorSearchRuntimeConfigOptions.ASYNC_MAX_CONCURRENT_OPERATIONS,
                            VectorSearchRuntimeConfigOptions.ASYNC_TIMEOUT)
                    .map(ConfigOption::key)
                    .toList();

    private final IndexStatement statement;
    private Optional<RowFilter> filter = Optional.empty();

    BertIndexTableSource(IndexStatement statement) {
        this.statement = statement;
    }

    /** Flink hands over one column. */
    @Override
    public VectorSearchRuntimeProvider getSearchRuntimeProvider(VectorSearchContext context) {
        for (String key : context.runtimeConfig().toMap().keySet()) {
            if (!QUERY_OPTIONS.contains(key)) {
                throw new ValidationException(
                        "%s is not an option of VECTOR_SEARCH, which has %s"
                                .formatted(key, String.join(", ", QUERY_OPTIONS)));
            }
        }
        return new IndexSearchProvider(
                new IndexSearch(
                        statement.definition(context.getSearchColumns()[0][0], context),
                        filter.orElse(null),
                        null));
    }

    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        FilterTranslation translation =
                new FilterTranslation((RowType) statement.row().getLogicalType());
        List<ResolvedExpression> accepted = new ArrayList<>();
        List<ResolvedExpression> remaining = new ArrayList<>();
        for (ResolvedExpression expression : filters) {
            Optional<RowFilter> found = translation.of(expression);
            found.ifPresentOrElse(
                    one -> {
                        filter =
                                Optional.of(
                                        filter.<RowFilter>map(all -> new RowFilter.And(all, one))
                                                .orElse(one));
                        accepted.add(expression);
                    },
                    () -> remaining.add(expression));
        }
        return Result.of(accepted, remaining);
    }

    @Override
    public DynamicTableSource copy() {
        BertIndexTableSource copy = new BertIndexTableSource(statement);
        copy.filter = filter;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return BertIndexTableFactory.IDENTIFIER;
    }
}
