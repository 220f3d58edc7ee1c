package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.Bert;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;

/** Asks a model about many texts, as many at a time as it has room for. */
@Internal
public final class ManyTexts {

    private final Bert bert;
    private final LongConsumer progress;

    public ManyTexts(Bert bert, LongConsumer progress) {
        this.bert = bert;
        this.progress = progress;
    }

    /**
     * @param text an item's text
     * @param ask what is asked of it
     * @return one reply an item, in their order; empty where the text was refused
     */
    public <T, R> List<Optional<R>> ask(
            List<T> items, Function<T, String> text, Function<T, ? extends Ask<R>> ask)
            throws InterruptedException {
        List<CompletableFuture<R>> asked = new ArrayList<>(items.size());
        List<Optional<R>> replies = new ArrayList<>(items.size());
        for (T item : items) {
            Ask<R> wanted = ask.apply(item);
            asked.add(
                    bert.submitWhenRoom(text.apply(item), List.of(wanted))
                            .thenApply(results -> results.get(wanted)));
            while (replies.size() < asked.size() && asked.get(replies.size()).isDone()) {
                keep(asked, replies);
            }
        }
        while (replies.size() < asked.size()) {
            keep(asked, replies);
        }
        return replies;
    }

    private <R> void keep(List<CompletableFuture<R>> asked, List<Optional<R>> replies)
            throws InterruptedException {
        replies.add(reply(asked.get(replies.size())));
        progress.accept(replies.size());
    }

    private static <R> Optional<R> reply(CompletableFuture<R> asked) throws InterruptedException {
        try {
            return Optional.of(asked.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TextRejectedException) {
                return Optional.empty();
            }
            throw new IllegalStateException("the model failed", e.getCause());
        }
    }

    public static int refused(List<? extends Optional<?>> replies) {
        return (int) replies.stream().filter(Optional::isEmpty).count();
    }
}
