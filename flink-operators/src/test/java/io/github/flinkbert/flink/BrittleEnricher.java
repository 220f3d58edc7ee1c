package io.github.flinkbert.flink;

import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Answers as another does, but for texts that fail as if the device had gone away.
 *
 * @param failsNow asked once a text
 */
record BrittleEnricher(Enricher real, BooleanSupplier failsNow) implements Enricher {

    @Override
    public CompletableFuture<EnrichmentResult> enrich(TextInput text) {
        return failsNow.getAsBoolean()
                ? CompletableFuture.failedFuture(new IllegalStateException("the device is gone"))
                : real.enrich(text);
    }

    @Override
    public ModelStamp model() {
        return real.model();
    }

    @Override
    public void close() {
        real.close();
    }
}
