package io.github.flinkbert.flink.sql;

import java.util.Optional;
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
        Optional<String> advice = query.advice();
        advice.ifPresent(LOG::warn);
        return new BertAsyncPredictFunction(statement, advice.orElse(null));
    }

    @Override
    public PredictFunction createPredictFunction(ModelProvider.Context context) {
        new QueryConfig(statement.model(), context.runtimeConfig(), session).requireKnownKeys();
        return new BertPredictFunction(statement);
    }

    @Override
    public ModelProvider copy() {
        return new BertModelProvider(statement, session);
    }
}
