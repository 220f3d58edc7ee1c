package io.github.flinkbert.flink;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.testing.RandomSeed;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers with a text's length, after a moment of its own for each text, so that answers overtake
 * each other as a model's do. For tests that are about Kafka and Flink, not about BERT.
 */
final class LengthEnricher implements Enricher {

    static final String REFUSED = "refuse me";
    static final ModelStamp MODEL = new ModelStamp("length", "0123", "float32", Map.of());

    /** How many more times a text with {@link #FAILS} in it fails the model. */
    static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    static final String FAILS = "fail here";

    /** Names what nobody loads. */
    static final ModelDefinition DEFINITION =
            new ModelDefinition(BertOptions.of("none"), "0123", Map.of());

    /** Of the delays of the answers. */
    private static final Random RANDOM = RandomSeed.random();

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    static LengthEnricher load(ModelDefinition model) {
        return new LengthEnricher();
    }

    @Override
    public CompletableFuture<EnrichmentResult> enrich(TextInput query) {
        CompletableFuture<EnrichmentResult> answer = new CompletableFuture<>();
        var unused =
                threads.schedule(
                        () -> answer(query.text(), answer),
                        RANDOM.nextInt(3000),
                        TimeUnit.MICROSECONDS);
        return answer;
    }

    private static void answer(String text, CompletableFuture<EnrichmentResult> answer) {
        if (text.contains(REFUSED)) {
            answer.completeExceptionally(new TextRejectedException("the text wants to be refused"));
        } else if (text.contains(FAILS) && FAILURES_LEFT.getAndDecrement() > 0) {
            answer.completeExceptionally(new IllegalStateException("the device is gone"));
        } else {
            answer.complete(
                    EnrichmentResult.builder()
                            .put(EmbeddingTask.KEY, Embedding.of(text.length(), 0.5f))
                            .build());
        }
    }

    @Override
    public ModelStamp model() {
        return MODEL;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
