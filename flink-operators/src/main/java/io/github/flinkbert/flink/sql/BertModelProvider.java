package io.github.flinkbert.flink.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.table.ml.AsyncPredictRuntimeProvider;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.ml.PredictRuntimeProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the functions in which {@code ML_PREDICT} asks a BERT. Flink takes the asynchronous one
 * unless the query's CONFIG says {@code 'async', 'false'}.
 */
final class BertModelProvider implements AsyncPredictRuntimeProvider, PredictRuntimeProvider {

    private static final Logger LOG = LoggerFactory.getLogger(BertModelProvider.class);

    private final ModelStatement statement;
    private final ReadableConfig session;

    BertModelProvider(ModelStatement statement, ReadableConfig session) {
        this.statement = statement;
        this.session = session;
    }

    @Override
    public AsyncPredictFunction createAsyncPredictFunction(ModelProvider.Context context) {
        QueryConfig query = new QueryConfig(statement.model(), context.runtimeConfig(), session);
        query.requireKnownKeys();
        List<String> advice =
                Stream.of(query.advice(), statement.caution()).flatMap(Optional::stream).toList();
        advice.forEach(LOG::warn);
        return new BertAsyncPredictFunction(statement, advice);
    }

    @Override
    public PredictFunction createPredictFunction(ModelProvider.Context context) {
        new QueryConfig(statement.model(), context.runtimeConfig(), session).requireKnownKeys();
        statement.caution().ifPresent(LOG::warn);
        return new BertPredictFunction(statement);
    }

    @Override
    public ModelProvider copy() {
        return new BertModelProvider(statement, session);
    }
}
