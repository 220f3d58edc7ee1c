package io.github.flinkbert.flink;

import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.record.EnrichmentResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What a value is asked about: one text, several by where they lie in it, or nothing. */
sealed interface TextsToAsk {

    /** Which of an enricher's models is asked, where it has several. */
    default Enricher chosen(Enricher enricher) {
        return enricher;
    }

    /** Asks a model about all of it; never blocks. */
    CompletableFuture<EnrichmentResult> of(Enricher enricher);

    /** Has each text's own results noted, with the text's length. */
    void watch(EnrichmentResult result, EnrichMetrics metrics);

    /** One text. */
    record One(TextInput text) implements TextsToAsk {

        @Override
        public Enricher chosen(Enricher enricher) {
            return enricher.chosenFor(text);
        }

        @Override
        public CompletableFuture<EnrichmentResult> of(Enricher enricher) {
            return enricher.enrich(text);
        }

        @Override
        public void watch(EnrichmentResult result, EnrichMetrics metrics) {
            metrics.found(result, text.text().length());
        }
    }

    /**
     * Each text by itself. Where one is rejected, the value is.
     *
     * @param byPath in their order; empty where the value has none
     */
    record Several(Map<String, TextInput> byPath) implements TextsToAsk {

        @Override
        public CompletableFuture<EnrichmentResult> of(Enricher enricher) {
            Map<String, CompletableFuture<EnrichmentResult>> replies = new LinkedHashMap<>();
            byPath.forEach((path, text) -> replies.put(path, enricher.enrich(text)));
            return CompletableFuture.allOf(replies.values().toArray(CompletableFuture<?>[]::new))
                    .thenApply(all -> gathered(replies));
        }

        @Override
        public void watch(EnrichmentResult result, EnrichMetrics metrics) {
            byPath.forEach(
                    (path, text) -> {
                        EnrichmentResult own = result.byPath().get(path);
                        if (own != null) {
                            metrics.found(own, text.text().length());
                        }
                    });
        }

        private static EnrichmentResult gathered(
                Map<String, CompletableFuture<EnrichmentResult>> replies) {
            Map<String, EnrichmentResult> results = new LinkedHashMap<>();
            replies.forEach((path, reply) -> results.put(path, reply.join()));
            return EnrichmentResult.ofTexts(results);
        }
    }
}
