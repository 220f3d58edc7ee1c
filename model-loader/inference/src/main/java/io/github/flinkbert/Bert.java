package io.github.flinkbert;

import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.encoder.NearWord;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Engine;
import io.github.flinkbert.engine.EngineClient;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.engine.LoadedModel;
import io.github.flinkbert.engine.ModelRegistry;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.location.ProgressListener;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.ModelContext;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.TaskHeads;
import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.VectorSource;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Tokenizer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A BERT model and everything that can be asked of it: load once, ask many things.
 *
 * <p>All instances in a process that name the same model share one engine and one copy of the
 * weights; each instance is a client with a queue of its own. Thread-safe.
 */
@PublicEvolving
public final class Bert implements AutoCloseable {

    private final ModelRegistry.Lease lease;
    private final HeadRegistry heads;
    private final EngineClient client;
    private final Submissions submissions;

    private Bert(ModelRegistry.Lease lease, HeadRegistry heads, long cacheBytes) {
        this.lease = lease;
        this.heads = heads;
        LoadedModel model = lease.model();
        ModelContext context =
                new ModelContext(
                        model.tokenizer(),
                        model.checkpoint().shape().layers(),
                        model.maxPositions(),
                        lease.checkpoint().sentenceEmbedding(),
                        heads,
                        lease.checkpoint().weights().names(),
                        model.checkpoint().shape().hiddenSize(),
                        model.engine().encoder().poolings(),
                        model.checkpoint().causal());
        client = model.engine().connect();
        submissions =
                new Submissions(
                        context,
                        client,
                        new CachedReplies(model, heads.digest(), cacheBytes),
                        model.engine().settings().tokensAtOnce());
    }

    /**
     * Loads the model, or joins the engine that has it loaded already.
     *
     * @throws CheckpointException with a sentence for the user if it cannot be used
     */
    public static Bert open(BertOptions options) {
        return open(options, ProgressListener.silent());
    }

    /** Like {@link #open(BertOptions)}, telling how far fetching and unpacking have come. */
    public static Bert open(BertOptions options, ProgressListener progress) {
        ModelRegistry.Lease lease =
                ModelRegistry.ofProcess()
                        .acquire(
                                () -> Checkpoints.open(options.checkpoint(), progress),
                                options.casing(),
                                options.precision(),
                                options.device(),
                                options.acceleration(),
                                options.threads(),
                                options.maxPositions());
        try {
            HeadRegistry heads =
                    HeadRegistry.of(
                            lease.model().engine(),
                            lease.checkpoint(),
                            options.adapters(),
                            options.labelHead());
            return new Bert(lease, heads, options.cacheBytes());
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /**
     * Asks one thing of a text. Never blocks: whoever calls bounds what is in flight.
     *
     * @return the result; completed exceptionally with a {@link TextRejectedException} if this text
     *     cannot be answered, with a {@link java.util.concurrent.CancellationException} if this
     *     instance is closed meanwhile. Cancelling it, or completing it in any other way (such as
     *     {@link CompletableFuture#orTimeout}), takes what still waits of the text out of the queue
     * @throws IllegalArgumentException if the ask does not fit the model, whatever the text
     */
    public <R> CompletableFuture<R> submit(String text, Ask<R> ask) {
        return submissions.now(text, List.of(ask)).thenApply(results -> results.get(ask));
    }

    /**
     * Asks everything at once of a text, in as few passes through the encoder as it takes.
     *
     * @return the results by ask; as of {@link #submit(String, Ask)}
     * @throws IllegalArgumentException if an ask does not fit the model, whatever the text
     */
    public CompletableFuture<Results> submit(String text, Collection<? extends Ask<?>> asks) {
        return submissions.now(text, asks).future();
    }

    /**
     * Like {@link #submit(String, Collection)}, for no longer than this. A time of more than 292
     * years is no deadline.
     *
     * @return completed exceptionally with a {@link java.util.concurrent.TimeoutException} when the
     *     deadline passes; what still waits of the text then leaves the queue
     */
    public CompletableFuture<Results> submit(
            String text, Collection<? extends Ask<?>> asks, Duration deadline) {
        Deadline checked = Deadline.in(deadline);
        return checked.on(submit(text, asks));
    }

    /** Like {@link #submit(String, Ask)}, for no longer than this. */
    public <R> CompletableFuture<R> submit(String text, Ask<R> ask, Duration deadline) {
        Deadline checked = Deadline.in(deadline);
        return checked.on(submit(text, ask));
    }

    /**
     * Like {@link #submit(String, Collection)}, but first waits while too many tokens of this
     * instance are in flight.
     */
    public CompletableFuture<Results> submitWhenRoom(String text, Collection<? extends Ask<?>> asks)
            throws InterruptedException {
        return submissions.whenRoom(text, asks).future();
    }

    /**
     * Finds out before the first text comes whether these asks fit the model.
     *
     * @throws IllegalArgumentException if one does not, whatever the text
     * @throws TextRejectedException if a question that is asked cannot be asked of any text
     */
    public void requireFit(Collection<? extends Ask<?>> asks) {
        var unused = submissions.plan(MaskedText.MASK, asks);
    }

    /**
     * Asks one thing of a text and waits for the result.
     *
     * @throws TextRejectedException if this text cannot be answered
     */
    public <R> R ask(String text, Ask<R> ask) {
        return Submissions.joined(submit(text, ask));
    }

    /**
     * Asks everything at once of a text and waits for the results.
     *
     * @throws TextRejectedException if this text cannot be answered
     */
    public Results ask(String text, Collection<? extends Ask<?>> asks) {
        return Submissions.joined(submit(text, asks));
    }

    /**
     * Asks the same of many texts and waits for the results, in the order of the texts. The texts
     * share batches; so many tokens are in flight that the device never waits.
     *
     * @throws TextRejectedException if one of the texts cannot be answered
     */
    public <R> List<R> ask(List<String> texts, Ask<R> ask) {
        return submissions.all(texts, ask);
    }

    /** A text's vector as the release itself makes it ({@link Embed#asReleased}), waited for. */
    public float[] embed(String text) {
        return ask(text, Embed.asReleased()).vector();
    }

    /** The vectors of many texts, in their order, as the release itself makes them. */
    public List<float[]> embed(List<String> texts) {
        return ask(texts, Embed.asReleased()).stream().map(Embedding::vector).toList();
    }

    /**
     * Which words of a text attend to which, in every layer and head of the release: to be looked
     * at, one text at a time, past the queue of the engine. Waits for the run.
     *
     * @throws TextRejectedException if the text is longer than the encoder reads at once
     */
    public Attention attention(String text) {
        return AttentionReader.read(lease.model(), text);
    }

    /** What was loaded. */
    public Model model() {
        LoadedModel model = lease.model();
        return new Model(
                lease.checkpoint().name(),
                digest(),
                heads.adapters(),
                model.precision(),
                model.device(),
                model.checkpoint().shape().hiddenSize(),
                model.maxPositions());
    }

    /**
     * Another longest sequence than the trained one makes other results, and so another model; so
     * do layers that are rounded to 8 bits.
     */
    private String digest() {
        int maxPositions = lease.model().maxPositions();
        String own =
                maxPositions == lease.checkpoint().trainedPositions()
                        ? heads.digest()
                        : FileDigests.ofText(heads.digest() + "\nmax-positions " + maxPositions);
        return engine().encoder()
                .quantizationDigest()
                .map(layers -> FileDigests.ofText(own + "\nint8 " + layers))
                .orElse(own);
    }

    /** The trained heads that asks can name. */
    public TaskHeads heads() {
        return heads;
    }

    /**
     * How a text's vector is made, where the adapter for vectors, or else the release, says so.
     *
     * @throws IllegalArgumentException if more than one adapter makes vectors
     */
    public Optional<SentenceEmbedding> sentenceEmbedding() {
        return VectorSource.of(heads, lease.checkpoint().sentenceEmbedding()).own();
    }

    /** SHA-256 of the checkpoint alone, whatever heads and adapters were added to it. */
    public String checkpointDigest() {
        return lease.checkpoint().digest();
    }

    public Tokenizer tokenizer() {
        return lease.model().tokenizer();
    }

    /** The family of models that the checkpoint belongs to, such as {@code BERT}. */
    public String family() {
        return lease.checkpoint().family();
    }

    /**
     * The words of the model's own whose vectors lie nearest to a word's, by cosine, the nearest
     * first. None where words have no vectors of their own, because these depend on what stands
     * around them, or where the word has none.
     *
     * @param most how many
     */
    public List<NearWord> nearestWords(String word, int most) {
        return engine().encoder().nearestWords(word, most);
    }

    /**
     * How long the sequence has waited for the device that waits longest, whoever submitted it:
     * instances on the same model share an engine. Zero where none waits.
     */
    public Duration queueAge() {
        return engine().queueAge();
    }

    /** Hears of every run of the engine that this instance shares, until {@link #close}d. */
    public void addListener(EngineListener listener) {
        engine().addListener(listener);
    }

    public void removeListener(EngineListener listener) {
        engine().removeListener(listener);
    }

    /** Whether sequences of this instance were among those of a run. */
    public boolean tookPart(BatchReport run) {
        return run.clients().contains(client);
    }

    private Engine engine() {
        return lease.model().engine();
    }

    /**
     * Cancels what this instance still waits for; the last to go frees the weights after a while.
     */
    @Override
    public void close() {
        client.close();
        heads.close();
        lease.close();
    }

    /**
     * What was loaded.
     *
     * @param name the checkpoint's short name
     * @param digest SHA-256 of everything that takes part in a result: checkpoint and adapters, and
     *     the longest sequence where it is not the trained one
     * @param adapters those that were added, name to SHA-256
     * @param precision the number format in use, never {@code AUTO}
     * @param device the device in use, never {@code AUTO}
     * @param hiddenSize width of an embedding of one layer
     * @param maxPositions the longest sequence that is read at once, special tokens included:
     *     longer texts are read in windows
     */
    public record Model(
            String name,
            String digest,
            Map<String, String> adapters,
            Precision precision,
            Device device,
            int hiddenSize,
            int maxPositions) {}
}
