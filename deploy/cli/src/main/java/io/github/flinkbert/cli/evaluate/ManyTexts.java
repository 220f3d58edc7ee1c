package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.Bert;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Asks a model about many texts, as many at a time as it has room for. */
final class ManyTexts {

    private final Bert bert;
    private final LongConsumer progress;

    ManyTexts(Bert bert, LongConsumer progress) {
        this.bert = bert;
        this.progress = progress;
    }

    /**
     * @param text an item's text
     * @param ask what is asked of it
     * @return one reply an item, in their order; empty where the text was refused
     */
    <T> List<Optional<Reply>> ask(
            List<T> items, Function<T, String> text, Function<T, ? extends Ask> ask)
            throws InterruptedException {
        List<CompletableFuture<List<Reply>>> asked = new ArrayList<>(items.size());
        List<Optional<Reply>> replies = new ArrayList<>(items.size());
        for (T item : items) {
            asked.add(bert.submitWhenRoom(text.apply(item), List.of(ask.apply(item))));
            while (replies.size() < asked.size() && asked.get(replies.size()).isDone()) {
                keep(asked, replies);
            }
        }
        while (replies.size() < asked.size()) {
            keep(asked, replies);
        }
        return replies;
    }

    private void keep(List<CompletableFuture<List<Reply>>> asked, List<Optional<Reply>> replies)
            throws InterruptedException {
        replies.add(reply(asked.get(replies.size())));
        progress.accept(replies.size());
    }

    private static Optional<Reply> reply(CompletableFuture<List<Reply>> asked)
            throws InterruptedException {
        try {
            return Optional.of(asked.get().get(0));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TextRejectedException) {
                return Optional.empty();
            }
            throw new IllegalStateException("the model failed", e.getCause());
        }
    }

    static int refused(List<Optional<Reply>> replies) {
        return (int) replies.stream().filter(Optional::isEmpty).count();
    }
}
