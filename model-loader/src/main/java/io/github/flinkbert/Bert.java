package io.github.flinkbert;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The front door: load once, ask many things.
 *
 * <p>All instances of equal {@link BertOptions} in a process share one engine and one copy of the
 * weights; each instance is a client with a queue of its own. Thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Bert implements AutoCloseable {

    private Bert() {}

    /** Loads the model, or joins the engine that has it loaded already. */
    public static Bert open(BertOptions options) {
        throw new UnsupportedOperationException("not written yet: " + options);
    }

    /**
     * Asks everything at once of a text. Never blocks: whoever calls bounds what is in flight.
     *
     * @return one reply an ask, in their order; completed exceptionally with a {@link
     *     io.github.flinkbert.task.TextRefusedException} if this text cannot be answered, with a
     *     {@link java.util.concurrent.CancellationException} if this instance is closed meanwhile
     */
    public CompletableFuture<List<Reply>> submit(String text, List<Ask> asks) {
        throw new UnsupportedOperationException("not written yet: " + text + asks);
    }

    /**
     * Like {@link #submit}, but first waits while too many tokens of this instance are in flight.
     */
    public CompletableFuture<List<Reply>> submitWhenRoom(String text, List<Ask> asks)
            throws InterruptedException {
        throw new UnsupportedOperationException("not written yet: " + text + asks);
    }

    /** The mean of the last layer's vectors, waited for. */
    public float[] embed(String text) {
        throw new UnsupportedOperationException("not written yet: " + text);
    }

    /** What was loaded. */
    public Model model() {
        throw new UnsupportedOperationException("not written yet");
    }

    public Tokenizer tokenizer() {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public void close() {}

    /**
     * What answers.
     *
     * @param name the checkpoint's short name
     * @param digest SHA-256 of everything that takes part in an answer: checkpoint and adapters
     * @param precision the number format in use, never {@code AUTO}
     * @param device the device in use, never {@code AUTO}
     * @param hiddenSize width of an embedding of one layer
     */
    public record Model(
            String name,
            String digest,
            io.github.flinkbert.engine.Precision precision,
            io.github.flinkbert.engine.Device device,
            int hiddenSize) {}
}
