package io.github.flinkbert.flink;

import io.github.flinkbert.Bert;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.task.vocabulary.VocabularyTask;
import io.github.flinkbert.task.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Asks a BERT. Each subtask has one; all of a process stand on one copy of the weights. */
final class BertEnricher implements Enricher {

    private final Bert bert;
    private final AskConfig asks;
    private final ModelStamp model;

    private BertEnricher(Bert bert, AskConfig asks) {
        this.bert = bert;
        this.asks = asks;
        Bert.Model loaded = bert.model();
        this.model =
                new ModelStamp(
                        loaded.name(),
                        loaded.digest(),
                        loaded.precision().name().toLowerCase(Locale.ROOT),
                        loaded.adapters());
    }

    static Loader loader(AskConfig asks) {
        return definition -> open(definition, asks);
    }

    private static BertEnricher open(ModelDefinition definition, AskConfig asks) {
        Bert bert = definition.open();
        try {
            Probe.of(bert, asks);
            return new BertEnricher(bert, asks);
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
        wanted.add(
                VocabularyTask.ask(asks.unknownThreshold())); // costs nothing: the pieces are there
        return bert.submit(text.text(), wanted).thenApply(EnrichmentResult::of);
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
