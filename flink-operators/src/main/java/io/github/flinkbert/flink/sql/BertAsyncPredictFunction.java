package io.github.flinkbert.flink.sql;

import io.github.flinkbert.failure.CompletionCause;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a BERT of many rows at a time, which therefore share batches. */
@Internal
public final class BertAsyncPredictFunction extends AsyncPredictFunction {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(BertAsyncPredictFunction.class);

    private final ModelStatement statement;
    private final List<String> advice;
    private transient TextPredictor predictor;

    /**
     * @param advice to be repeated in the task manager's log, where somebody looks who finds the
     *     job slow
     */
    BertAsyncPredictFunction(ModelStatement statement, List<String> advice) {
        this.statement = statement;
        this.advice = List.copyOf(advice);
    }

    @Override
    public void open(FunctionContext context) {
        if (context.getTaskInfo().getIndexOfThisSubtask() == 0) {
            advice.forEach(LOG::warn);
        }
        predictor = TextPredictor.open(statement, context);
    }

    @Override
    public CompletableFuture<Collection<RowData>> asyncPredict(RowData row) {
        return predictor
                .predict(row)
                .handle(
                        (result, failure) -> {
                            if (failure != null) {
                                InputRow.hide(row);
                                throw new CompletionException(CompletionCause.of(failure));
                            }
                            return List.of(result);
                        });
    }

    @Override
    public void close() {
        if (predictor != null) {
            predictor.close();
        }
    }
}
