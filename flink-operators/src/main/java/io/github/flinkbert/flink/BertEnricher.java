package io.github.flinkbert.flink;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.record.Findings;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.task.Ask;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Answers by a BERT. Each subtask has one; all of a process stand on one copy of the weights. */
final class BertEnricher implements Enricher {

    private static final Optional<String> PROBE = Optional.of("probe?");

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
                        Map.of());
    }

    static Factory factory(BertOptions options, AskConfig asks) {
        return () -> open(options, asks);
    }

    /**
     * Asks once before the first record comes: asks that do not fit the model, such as a layer that
     * it does not have, show when the job starts, not when its topic wakes up.
     */
    private static BertEnricher open(BertOptions options, AskConfig asks) {
        Bert bert = Bert.open(options);
        try {
            var unused = bert.ask("probe", asks.asks(PROBE).toArray(Ask[]::new));
            return new BertEnricher(bert, asks);
        } catch (RuntimeException e) {
            bert.close();
            throw e;
        }
    }

    @Override
    public CompletableFuture<Findings> enrich(TextQuery query) {
        return bert.submit(query.text(), asks.asks(query.question())).thenApply(Findings::of);
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
