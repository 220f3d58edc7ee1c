package io.github.flinkbert.flink;

import io.github.flinkbert.flink.record.EnrichedRecord;
import io.github.flinkbert.flink.record.Findings;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.RefusalStage;
import io.github.flinkbert.flink.record.RefusedRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.task.TextRefusedException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Asks the model about texts. A text that the model refuses is an outcome like any other; a model
 * that fails is a failure of the job, which Flink repeats from its last checkpoint.
 *
 * <p>Only the first subtask has {@link EngineMetrics}: all subtasks of a process share one engine,
 * and each would count the others' texts again.
 */
final class EnrichFunction extends RichAsyncFunction<TextQuery, Outcome> {

    private static final long serialVersionUID = 1L;

    private final Enricher.Factory factory;
    private transient Enricher enricher;
    private transient ModelStamp model;
    private transient EngineMetrics metrics;

    EnrichFunction(Enricher.Factory factory) {
        this.factory = factory;
    }

    @Override
    public void open(OpenContext context) {
        enricher = factory.open();
        model = enricher.model();
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            metrics = new EngineMetrics(getRuntimeContext().getMetricGroup());
            enricher.addListener(metrics);
        }
    }

    @Override
    public void asyncInvoke(TextQuery query, ResultFuture<Outcome> result) {
        var unused =
                enricher.enrich(query)
                        .whenComplete(
                                (findings, failure) -> settle(query, findings, failure, result));
    }

    private void settle(
            TextQuery query, Findings findings, Throwable failure, ResultFuture<Outcome> result) {
        if (failure == null) {
            result.complete(List.of(new EnrichedRecord(query, findings, model)));
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof TextRefusedException) {
            result.complete(
                    List.of(
                            RefusedRecord.now(
                                    query.record(), RefusalStage.MODEL, cause.getMessage())));
        } else {
            result.completeExceptionally(cause);
        }
    }

    @Override
    public void close() {
        if (enricher != null) {
            if (metrics != null) {
                enricher.removeListener(metrics);
            }
            enricher.close();
        }
    }
}
