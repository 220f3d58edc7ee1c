package io.github.flinkbert;

import io.github.flinkbert.engine.EngineClient;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.ModelContext;
import io.github.flinkbert.task.Results;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The way of a text to its outcome: the reply cache, the plan, the queue of the engine.
 * Thread-safe.
 */
final class Submissions {

    /** The device never waits for {@link #whenRoom}, and memory is bounded. */
    private static final int LEAST_IN_FLIGHT = 16_384;

    /** Of what the device works on at once. */
    private static final int TIMES_IN_FLIGHT = 4;

    private final ModelContext context;
    private final EngineClient client;
    private final CachedReplies cache;
    private final TokenBound bound;

    /**
     * @param tokensAtOnce that the device works on
     */
    Submissions(ModelContext context, EngineClient client, CachedReplies cache, int tokensAtOnce) {
        this.context = context;
        this.client = client;
        this.cache = cache;
        bound = new TokenBound(Math.max(LEAST_IN_FLIGHT, TIMES_IN_FLIGHT * tokensAtOnce));
    }

    /** Never blocks. A text that cannot be answered is a failed submission. */
    Submission<Results> now(String text, Collection<? extends Ask<?>> asks) {
        return submit(text, asks, tokens -> () -> {});
    }

    /** Waits while too many of the tokens that came this way are in flight. */
    Submission<Results> whenRoom(String text, Collection<? extends Ask<?>> asks)
            throws InterruptedException {
        return submit(
                text,
                asks,
                tokens -> {
                    int taken = bound.acquire(tokens);
                    return () -> bound.release(taken);
                });
    }

    /**
     * Waits for the results of all, in the order of the texts. If one fails, the rest is cancelled.
     */
    <R> List<R> all(List<String> texts, Ask<R> ask) {
        List<CompletableFuture<R>> results = new ArrayList<>(texts.size());
        try {
            for (String text : texts) {
                results.add(whenRoom(text, List.of(ask)).thenApply(found -> found.get(ask)));
            }
            return results.stream().map(Submissions::joined).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while texts were in flight");
        } finally {
            // Those that have their result do not mind.
            results.forEach(result -> result.cancel(false));
        }
    }

    /** Waits for an outcome; fails with what made it fail, rather than with a wrapper of it. */
    static <R> R joined(CompletableFuture<R> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * @throws IllegalArgumentException if an ask does not fit the model, whatever the text
     * @throws TextRejectedException if the text cannot be answered
     */
    PlannedText plan(String text, Collection<? extends Ask<?>> asks) {
        return new PlannedText(context, text, asks);
    }

    private <E extends Exception> Submission<Results> submit(
            String text, Collection<? extends Ask<?>> asks, Admission<E> admission) throws E {
        Optional<Results> known = cache.find(text, asks);
        if (known.isPresent()) {
            return Submission.of(known.get());
        }
        PlannedText plan;
        try {
            plan = plan(text, asks);
        } catch (TextRejectedException e) {
            return Submission.failed(e);
        }
        Runnable atEnd = admission.admit(plan.tokens());
        CompletableFuture<Results> results;
        try {
            results = plan.submit(client);
        } catch (Throwable e) {
            atEnd.run();
            throw e;
        }
        CompletableFuture<Results> ended = results.whenComplete((result, failure) -> atEnd.run());
        return new Submission<>(cache.keep(text, asks, ended), plan::withdraw);
    }

    /** What a text waits for before it is put into the queue. */
    private interface Admission<E extends Exception> {

        /**
         * @return runs once, when the text has its outcome
         */
        Runnable admit(int tokens) throws E;
    }
}
