package io.github.flinkbert.flink.sql;

import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.FailureMessage;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.PredictFunction;

/**
 * Asks a BERT row by row, waiting for each: a subtask has one text in a batch, and only other
 * subtasks' texts beside it.
 */
@Internal
public final class BertPredictFunction extends PredictFunction {

    private static final long serialVersionUID = 1L;

    private final ModelStatement statement;
    private transient TextPredictor predictor;

    BertPredictFunction(ModelStatement statement) {
        this.statement = statement;
    }

    @Override
    public void open(FunctionContext context) {
        predictor = TextPredictor.open(statement, context);
    }

    @Override
    public Collection<RowData> predict(RowData row) {
        try {
            return List.of(predictor.predict(row).get());
        } catch (ExecutionException e) {
            InputRow.hide(row);
            Throwable cause = CompletionCause.of(e);
            throw new TableException(FailureMessage.of(cause), cause);
        } catch (InterruptedException e) {
            InputRow.hide(row);
            Thread.currentThread().interrupt();
            throw new TableException("interrupted while a text was with the model", e);
        }
    }

    @Override
    public void close() {
        if (predictor != null) {
            predictor.close();
        }
    }
}
