package io.github.flinkbert.flink.index;

import io.github.flinkbert.Bert;
import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.flink.Probe;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.SqlModelConfig;
import io.github.flinkbert.flink.config.SqlOptions.ErrorHandling;
import io.github.flinkbert.flink.model.RemoteFiles;
import io.github.flinkbert.flink.record.EnrichmentResult;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes vectors of texts, by the engine that the process has for the model. For one thread. */
final class TextVectors implements AutoCloseable {

    /** Texts that the engine has at a time: batches enough, and no more in memory. */
    private static final int IN_FLIGHT = 512;

    private final SqlModelConfig config;
    private final Map<String, float[]> known;
    private final Consumer<Bert> check;
    private final Queue<Asked> asked = new ArrayDeque<>();
    private @Nullable Bert bert;

    private record Asked(
            String text,
            CompletableFuture<EnrichmentResult> result,
            Consumer<float @Nullable []> then) {}

    /**
     * @param known vectors that texts have already
     * @param check throws where the model is not fit for the table
     */
    TextVectors(SqlModelConfig config, Map<String, float[]> known, Consumer<Bert> check) {
        this.config = config;
        this.check = check;
        this.known = new HashMap<>(known);
    }

    /**
     * @param then gets the vector, before {@link #finish} returns; null if the model refuses the
     *     text and the options say to go on
     * @throws IndexException if the model cannot be used
     * @throws TextRejectedException if it refuses the text and the options say not to go on
     */
    void submit(String text, Consumer<float @Nullable []> then) {
        float[] vector = known.get(text);
        if (vector != null) {
            then.accept(vector);
            return;
        }
        if (asked.size() >= IN_FLIGHT) {
            settle(asked.remove());
        }
        asked.add(
                new Asked(
                        text,
                        model().submit(text, config.asks().asks(TextInput.of(text)))
                                .thenApply(EnrichmentResult::of),
                        then));
    }

    /** Waits for all vectors. */
    void finish() {
        while (!asked.isEmpty()) {
            settle(asked.remove());
        }
    }

    private void settle(Asked one) {
        float[] vector;
        try {
            vector = one.result().join().embedding().orElseThrow();
        } catch (CompletionException e) {
            Throwable cause = CompletionCause.of(e);
            if (cause instanceof TextRejectedException rejected) {
                if (config.errors() == ErrorHandling.FAILOVER) {
                    throw rejected;
                }
                one.then().accept(null);
                return;
            }
            throw new IndexException("the model does not answer: " + cause.getMessage(), cause);
        }
        known.put(one.text(), vector);
        one.then().accept(vector);
    }

    private Bert model() {
        if (bert == null) {
            try {
                bert = Bert.open(config.withPacked(RemoteFiles.fetched(config.model())));
                Probe.of(bert, config.asks());
                check.accept(bert);
            } catch (RuntimeException e) {
                throw new IndexException("the model cannot be used: " + e.getMessage(), e);
            }
        }
        return bert;
    }

    @Override
    public void close() {
        asked.forEach(one -> one.result().cancel(false));
        if (bert != null) {
            bert.close();
        }
    }
}
