package io.github.flinkbert.flink;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.record.Findings;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.task.Ask;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Answers by a BERT. Each subtask has one; all of a process stand on one copy of the weights. */
final class BertEnricher implements Enricher {

    private final Bert bert;
    private final List<Ask> asks;
    private final ModelStamp model;

    private BertEnricher(Bert bert, List<Ask> asks) {
        this.bert = bert;
        this.asks = asks;
        Bert.Model loaded = bert.model();
        this.model =
                new ModelStamp(
                        loaded.name(),
                        loaded.digest(),
                        loaded.precision().name().toLowerCase(Locale.ROOT),
                        Map.of());
    }

    static Factory factory(BertOptions options, AskConfig asks) {
        return () -> new BertEnricher(Bert.open(options), asks.asks());
    }

    @Override
    public CompletableFuture<Findings> enrich(TextQuery query) {
        return bert.submit(query.text(), asks).thenApply(Findings::of);
    }

    @Override
    public ModelStamp model() {
        return model;
    }

    @Override
    public void close() {
        bert.close();
    }
}
