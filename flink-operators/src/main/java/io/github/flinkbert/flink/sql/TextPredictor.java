package io.github.flinkbert.flink.sql;

import io.github.flinkbert.Bert;
import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.flink.EngineMetrics;
import io.github.flinkbert.flink.NumberFormats;
import io.github.flinkbert.flink.Probe;
import io.github.flinkbert.flink.SharedCounter;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.SqlModelConfig;
import io.github.flinkbert.flink.config.SqlOptions.ErrorHandling;
import io.github.flinkbert.flink.model.RemoteFiles;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.task.vocabulary.VocabularyTask;
import io.github.flinkbert.task.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks a BERT about rows. Each subtask of an {@code ML_PREDICT} has one; all of a process that name
 * the same model stand on one copy of the weights.
 *
 * <p>Has the metrics of {@link EngineMetrics} in the first subtask, and in each the counters {@code
 * bert.refusedTexts} and {@code bert.unknownTexts} and the gauge {@code bert.precisionBits}.
 * Thread-safe.
 */
final class TextPredictor implements AutoCloseable {

    static final String REFUSED_TEXTS = "refusedTexts";

    /** Texts of whose pieces the threshold or more is {@code [UNK]}. */
    static final String UNKNOWN_TEXTS = "unknownTexts";

    private final Bert bert;
    private final ModelStatement statement;
    private final SqlRows rows;
    private final Counter rejected;
    private final Counter unknown;
    private final Optional<EngineMetrics> metrics;

    private TextPredictor(Bert bert, ModelStatement statement, FunctionContext context) {
        this.bert = bert;
        this.statement = statement;
        rows = new SqlRows(statement.output());
        MetricGroup group = context.getMetricGroup();
        rejected = group.addGroup(EngineMetrics.GROUP).counter(REFUSED_TEXTS, new SharedCounter());
        NumberFormats.show(bert.model().precision().name().toLowerCase(Locale.ROOT), group);
        unknown = group.addGroup(EngineMetrics.GROUP).counter(UNKNOWN_TEXTS, new SharedCounter());
        metrics =
                context.getTaskInfo().getIndexOfThisSubtask() == 0
                        ? Optional.of(new EngineMetrics(group))
                        : Optional.empty();
        metrics.ifPresent(bert::addListener);
    }

    /**
     * Loads the model, or joins those who have it, and asks once, so that columns that it has
     * nothing for show when the job starts and not when its first row comes.
     *
     * @throws TableException with a sentence for the user if the model cannot be used
     */
    static TextPredictor open(ModelStatement statement, FunctionContext context) {
        Bert bert = null;
        try {
            SqlModelConfig config = statement.config();
            bert = Bert.open(config.withPacked(RemoteFiles.fetched(config.model())));
            Probe.of(bert, config.asks());
            return new TextPredictor(bert, statement, context);
        } catch (RuntimeException e) {
            close(bert);
            throw cannotOpen(statement, FailureMessage.of(e), e);
        } catch (LinkageError e) {
            close(bert);
            throw cannotOpen(statement, NativeLoading.sentence(e), e);
        }
    }

    private static void close(@Nullable Bert bert) {
        if (bert != null) {
            bert.close();
        }
    }

    private static TableException cannotOpen(
            ModelStatement statement, String why, Throwable cause) {
        return new TableException(
                "model %s cannot be used: %s".formatted(statement.model(), why), cause);
    }

    /**
     * Never blocks. The row's strings are read before this returns.
     *
     * @return a row of the output columns; completed exceptionally if the job is to fail
     */
    CompletableFuture<RowData> predict(RowData row) {
        Optional<TextInput> input = statement.input().read(row);
        if (input.isEmpty()) {
            return CompletableFuture.completedFuture(rows.ofNothing());
        }
        List<Ask<?>> asks = new ArrayList<>(statement.config().asks().asks(input.get()));
        if (asks.isEmpty()) {
            // The text does not bring what its tasks need.
            return CompletableFuture.completedFuture(rows.ofNothing());
        }
        asks.add(VocabularyTask.ask(statement.config().asks().unknownThreshold()));
        return bert.submit(input.get().text(), asks)
                .thenApply(EnrichmentResult::of)
                .handle(this::settle);
    }

    private RowData settle(EnrichmentResult result, @Nullable Throwable failure) {
        if (failure == null) {
            if (result.unknownPieces().isPresent()) {
                unknown.inc();
            }
            return rows.of(result);
        }
        Throwable cause = CompletionCause.of(failure);
        if (cause instanceof TextRejectedException) {
            rejected.inc();
            if (statement.config().errors() == ErrorHandling.IGNORE) {
                return rows.ofError(FailureMessage.of(cause));
            }
        }
        throw new CompletionException(cause);
    }

    @Override
    public void close() {
        metrics.ifPresent(bert::removeListener);
        bert.close();
    }
}
