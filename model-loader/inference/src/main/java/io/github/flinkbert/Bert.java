package io.github.flinkbert;

import io.github.flinkbert.checkpoint.Checkpoints;
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
import io.github.flinkbert.task.Reply;
import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The front door: load once, ask many things.
 *
 * <p>All instances in a process that name the same model share one engine and one copy of the
 * weights; each instance is a client with a queue of its own. Thread-safe.
 */
public final class Bert implements AutoCloseable {

    /**
     * Some sixteen batches: the device never waits for {@link #submitWhenRoom}, memory is bounded.
     */
    private static final int TOKENS_IN_FLIGHT = 16_384;

    private final ModelRegistry.Lease lease;
    private final HeadRegistry skills;
    private final EngineClient client;
    private final CachedReplies repeats;
    private final TokenBound bound = new TokenBound(TOKENS_IN_FLIGHT);

    private Bert(ModelRegistry.Lease lease, HeadRegistry skills, int cachedTexts) {
        this.lease = lease;
        this.skills = skills;
        client = lease.model().engine().connect();
        repeats = new CachedReplies(lease.model(), skills.digest(), cachedTexts);
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
            HeadRegistry skills =
                    HeadRegistry.of(lease.model().engine(), lease.checkpoint(), options.adapters());
            return new Bert(lease, skills, options.cachedTexts());
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /**
     * Asks everything at once of a text. Never blocks: whoever calls bounds what is in flight.
     *
     * @return one reply an ask, in their order; completed exceptionally with a {@link
     *     TextRejectedException} if this text cannot be answered, with a {@link
     *     java.util.concurrent.CancellationException} if this instance is closed meanwhile.
     *     Cancelling it, or completing it in any other way, takes what still waits of the text out
     *     of the queue
     * @throws IllegalArgumentException if an ask does not fit the model, whatever the text
     */
    public CompletableFuture<List<Reply>> submit(String text, List<Ask> asks) {
        return repeats.find(text, asks).orElseGet(() -> submitUncached(text, asks));
    }

    /**
     * Like {@link #submit}, but first waits while too many tokens of this instance are in flight.
     */
    public CompletableFuture<List<Reply>> submitWhenRoom(String text, List<Ask> asks)
            throws InterruptedException {
        Optional<CompletableFuture<List<Reply>>> known = repeats.find(text, asks);
        if (known.isPresent()) {
            return known.get();
        }
        InferencePlan plan;
        try {
            plan = plan(text, asks);
        } catch (TextRejectedException e) {
            return CompletableFuture.failedFuture(e);
        }
        int taken = bound.acquire(plan.tokens());
        try {
            return submit(text, asks, plan, () -> bound.release(taken));
        } catch (Throwable e) {
            bound.release(taken);
            throw e;
        }
    }

    private CompletableFuture<List<Reply>> submitUncached(String text, List<Ask> asks) {
        try {
            return submit(text, asks, plan(text, asks), () -> {});
        } catch (TextRejectedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Finds out before the first text comes whether these asks fit the model.
     *
     * @throws IllegalArgumentException if one does not, whatever the text
     * @throws TextRejectedException if a question that is asked cannot be asked of any text
     */
    public void requireFit(List<Ask> asks) {
        var unused = plan(MaskedText.MASK, asks);
    }

    /**
     * Asks everything at once of a text and waits for the replies.
     *
     * @throws TextRejectedException if this text cannot be answered
     */
    public List<Reply> ask(String text, Ask... asks) {
        try {
            return submit(text, List.of(asks)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The mean of the last layer's vectors, waited for. */
    public float[] embed(String text) {
        return ((Reply.Embedding) ask(text, Ask.Embed.mean()).get(0)).vector();
    }

    /**
     * The embedding that the release itself makes: as a sentence-transformers release says, else
     * the mean of the last layer.
     */
    public Ask.Embed defaultEmbedding() {
        return lease.checkpoint()
                .sentenceEmbedding()
                .map(own -> new Ask.Embed(own.pooling(), Layers.LAST, own.normalised()))
                .orElse(Ask.Embed.mean());
    }

    /**
     * Which words of a text attend to which, in every layer and head of the release: to be looked
     * at, one text at a time, past the queue of the engine. Waits for the run.
     *
     * @throws TextRejectedException if the text is longer than the encoder reads at once
     */
    public Attention attention(String text) {
        Tokenizer tokenizer = lease.model().tokenizer();
        Pieces pieces = tokenizer.tokenize(text);
        int room = lease.model().maxPositions() - Sequence.length(0);
        if (pieces.size() > room) {
            throw new TextRejectedException(
                    "attention is shown for a text of at most %d pieces, found %d"
                            .formatted(room, pieces.size()));
        }
        Sequence sequence = Sequence.single(tokenizer.vocabulary(), pieces, 0, pieces.size());
        return Attention.of(text, pieces, engine().encoder().attention(sequence));
    }

    private InferencePlan plan(String text, List<Ask> asks) {
        LoadedModel model = lease.model();
        return new InferencePlan(
                model.tokenizer(),
                skills,
                model.checkpoint().config().layers(),
                model.maxPositions(),
                text,
                asks);
    }

    /**
     * @param atEnd runs once, when the text has its outcome, and not if this throws
     */
    private CompletableFuture<List<Reply>> submit(
            String text, List<Ask> asks, InferencePlan plan, Runnable atEnd) {
        Reply[] replies = plan.replies();
        List<CompletableFuture<List<Matrix>>> submitted = new ArrayList<>();
        List<CompletableFuture<Void>> answered = new ArrayList<>();
        try {
            for (EncodedInput reading : plan.readings()) {
                List<CompletableFuture<List<Matrix>>> results = new ArrayList<>();
                for (Sequence sequence : reading.sequences()) {
                    CompletableFuture<List<Matrix>> result =
                            client.submit(sequence, reading.outputs());
                    submitted.add(result);
                    results.add(result);
                }
                answered.add(
                        all(results).thenAccept(done -> reading.reply(joined(results), replies)));
            }
        } catch (Throwable e) { // what was submitted before has nobody who waits for it
            withdraw(submitted);
            throw e;
        }
        CompletableFuture<List<Reply>> outcome =
                repeats.keep(
                        text,
                        asks,
                        all(answered)
                                .thenApply(done -> Arrays.asList(replies))
                                .whenComplete((reply, failure) -> atEnd.run()));
        return withdrawing(outcome, submitted);
    }

    /**
     * A future with this outcome, which takes its sequences out of the queue if it gets another one
     * before. A future that merely depends on others would leave them there.
     */
    private static CompletableFuture<List<Reply>> withdrawing(
            CompletableFuture<List<Reply>> outcome,
            List<CompletableFuture<List<Matrix>>> submitted) {
        CompletableFuture<List<Reply>> result = new CompletableFuture<>();
        var unused = result.whenComplete((replies, failure) -> withdraw(submitted));
        var unusedToo =
                outcome.whenComplete(
                        (replies, failure) -> {
                            if (failure == null) {
                                result.complete(replies);
                            } else {
                                result.completeExceptionally(failure);
                            }
                        });
        return result;
    }

    /** Does nothing to those that have their result. */
    private static void withdraw(List<CompletableFuture<List<Matrix>>> submitted) {
        submitted.forEach(result -> result.cancel(false));
    }

    private static List<List<Matrix>> joined(List<CompletableFuture<List<Matrix>>> results) {
        return results.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    /** What was loaded. */
    public Model model() {
        LoadedModel model = lease.model();
        return new Model(
                lease.checkpoint().name(),
                digest(),
                skills.adapters(),
                model.precision(),
                model.device(),
                model.checkpoint().config().hiddenSize(),
                model.maxPositions());
    }

    /** Another longest sequence than the trained one makes other answers, and so another model. */
    private String digest() {
        int maxPositions = lease.model().maxPositions();
        return maxPositions == lease.checkpoint().trainedPositions()
                ? skills.digest()
                : FileDigests.ofText(skills.digest() + "\nmax-positions " + maxPositions);
    }

    /** Names that {@link Ask.TagEntities} can give: models here that label tokens. */
    public List<String> entityModels() {
        return skills.labelling();
    }

    /** Names that {@link Ask.AnswerQuestion} can give: models here that score spans. */
    public List<String> answerModels() {
        return skills.answering();
    }

    /** SHA-256 of the checkpoint alone, whatever heads and adapters were added to it. */
    public String checkpointDigest() {
        return lease.checkpoint().digest();
    }

    public Tokenizer tokenizer() {
        return lease.model().tokenizer();
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
        skills.close();
        lease.close();
    }

    /**
     * What answers.
     *
     * @param name the checkpoint's short name
     * @param digest SHA-256 of everything that takes part in an answer: checkpoint and adapters,
     *     and the longest sequence where it is not the trained one
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
