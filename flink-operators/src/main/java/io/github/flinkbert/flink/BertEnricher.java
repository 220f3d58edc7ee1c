package io.github.flinkbert.flink;

import io.github.flinkbert.Bert;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.task.vocabulary.VocabularyTask;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.vocabulary.CountWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** Asks a BERT. Each subtask has one; all of a process stand on one copy of the weights. */
final class BertEnricher implements Enricher {

    private static final CountWindows WINDOWS = new CountWindows();

    private final Bert bert;
    private final AskConfig asks;
    private final Duration deadline;
    private final ModelStamp model;
    private volatile IntConsumer windows = count -> {};

    private BertEnricher(Bert bert, AskConfig asks, Duration deadline) {
        this.bert = bert;
        this.asks = asks;
        this.deadline = deadline;
        Bert.Model loaded = bert.model();
        this.model =
                new ModelStamp(
                        loaded.name(),
                        loaded.digest(),
                        loaded.precision().name().toLowerCase(Locale.ROOT),
                        loaded.adapters());
    }

    /** Every text waits as long as it takes. */
    static Loader loader(AskConfig asks) {
        return loader(asks, Duration.ZERO);
    }

    /**
     * @param deadline how long a text may wait for its answer; zero for as long as it takes
     */
    static Loader loader(AskConfig asks, Duration deadline) {
        return definition -> open(definition, asks, deadline);
    }

    private static BertEnricher open(
            ModelDefinition definition, AskConfig asks, Duration deadline) {
        Bert bert = definition.open();
        try {
            Probe.of(bert, asks);
            return new BertEnricher(bert, asks, deadline);
        } catch (RuntimeException e) {
            bert.close();
            throw e;
        }
    }

    @Override
    public CompletableFuture<EnrichmentResult> enrich(TextInput text) {
        List<Ask<?>> wanted;
        try {
            wanted = new ArrayList<>(asks.asks(text));
        } catch (TextRejectedException e) {
            return CompletableFuture.failedFuture(e);
        }
        // Both cost nothing: the pieces are there.
        wanted.add(VocabularyTask.ask(asks.unknownThreshold()));
        wanted.add(WINDOWS);
        return results(text.text(), wanted).thenApply(this::noted);
    }

    private EnrichmentResult noted(Results results) {
        windows.accept(results.get(WINDOWS));
        return EnrichmentResult.of(results);
    }

    private CompletableFuture<Results> results(String text, List<Ask<?>> wanted) {
        if (deadline.isZero()) {
            return bert.submit(text, wanted);
        }
        return bert.submit(text, wanted, deadline).exceptionallyCompose(this::late);
    }

    private CompletableFuture<Results> late(Throwable failure) {
        Throwable cause = CompletionCause.of(failure);
        return CompletableFuture.failedFuture(
                cause instanceof TimeoutException
                        ? new TextRejectedException(
                                "the text had no answer within its deadline of %d ms: the model has more to do than it can"
                                        .formatted(deadline.toMillis()))
                        : cause);
    }

    @Override
    public void watchWindows(IntConsumer hearing) {
        windows = hearing;
    }

    @Override
    public Duration queueAge() {
        return bert.queueAge();
    }

    @Override
    public ModelStamp model() {
        return model;
    }

    @Override
    public void addListener(EngineListener listener) {
        bert.addListener(listener);
    }

    @Override
    public void removeListener(EngineListener listener) {
        bert.removeListener(listener);
    }

    @Override
    public void close() {
        bert.close();
    }
}
