package io.github.flinkbert;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.engine.EngineClient;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.ModelContext;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.Scores;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.tensor.Matrix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The plans of all that is asked of one text. Asks that read the text alike share its pass through
 * the encoder, with all their outputs. Used by one thread, and once.
 */
final class PlannedText {

    private final Map<Ask<?>, InferencePlan<?>> plans = new LinkedHashMap<>();

    /** Every output once, in the order of asking: the same asks give the same list. */
    private final Map<EncodedInput, List<Output>> outputs = new LinkedHashMap<>();

    private final List<CompletableFuture<List<Matrix>>> submitted = new ArrayList<>();

    /**
     * @throws io.github.flinkbert.failure.TextRejectedException if the text cannot be answered
     * @throws IllegalArgumentException if an ask does not fit the model, whatever the text
     */
    PlannedText(ModelContext model, String text, Collection<? extends Ask<?>> asks) {
        TextContext context = new TextContext(model, text);
        for (Ask<?> ask : asks) {
            InferencePlan<?> plan = plans.computeIfAbsent(ask, each -> each.plan(context));
            List<Output> wanted = outputs.computeIfAbsent(plan.input(), input -> new ArrayList<>());
            plan.outputs().stream().filter(o -> !wanted.contains(o)).forEach(wanted::add);
        }
    }

    /** Tokens of all sequences, special tokens included. */
    int tokens() {
        return outputs.keySet().stream().mapToInt(EncodedInput::tokens).sum();
    }

    /**
     * Puts all sequences into the client's queue.
     *
     * @return the results; whoever does not want them any more calls {@link #withdraw}
     */
    CompletableFuture<Results> submit(EngineClient client) {
        Map<EncodedInput, CompletableFuture<Scores>> read = new LinkedHashMap<>();
        try {
            outputs.forEach((input, wanted) -> read.put(input, submit(client, input, wanted)));
        } catch (Throwable e) { // what was submitted before has nobody who waits for it
            withdraw();
            throw e;
        }
        return CompletableFuture.allOf(read.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> results(read));
    }

    private CompletableFuture<Scores> submit(
            EngineClient client, EncodedInput input, List<Output> wanted) {
        List<CompletableFuture<List<Matrix>>> results = client.submit(input.sequences(), wanted);
        submitted.addAll(results);
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(
                        done ->
                                new Scores(
                                        input,
                                        wanted,
                                        results.stream().map(CompletableFuture::join).toList()));
    }

    private Results results(Map<EncodedInput, CompletableFuture<Scores>> read) {
        Results.Builder results = new Results.Builder();
        plans.forEach((ask, plan) -> decode(ask, plan, read, results));
        return results.build();
    }

    /** The plan is the ask's own, so that its result is. */
    @SuppressWarnings("unchecked")
    private static <R> void decode(
            Ask<R> ask,
            InferencePlan<?> plan,
            Map<EncodedInput, CompletableFuture<Scores>> read,
            Results.Builder results) {
        InferencePlan<R> own = (InferencePlan<R>) plan;
        CompletableFuture<Scores> scores =
                requireNonNull(read.get(own.input()), "every plan's input was submitted");
        results.put(ask, own.decoder().apply(scores.join()));
    }

    /** Takes what still waits out of the queue; does nothing to what has its result. */
    void withdraw() {
        submitted.forEach(result -> result.cancel(false));
    }
}
