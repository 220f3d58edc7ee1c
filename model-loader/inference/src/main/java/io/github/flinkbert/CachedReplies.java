package io.github.flinkbert;

import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.engine.LoadedModel;
import io.github.flinkbert.engine.ReplyCache;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One instance's view of the model's reply cache; does nothing where the instance wants none. */
final class CachedReplies {

    private final LoadedModel model;
    private final String digest;
    private final boolean wanted;

    /**
     * @param digest of everything that takes part in a result
     * @param bytes how much to keep, 0 for nothing
     */
    CachedReplies(LoadedModel model, String digest, long bytes) {
        this.model = model;
        this.digest = digest;
        wanted = bytes > 0;
        model.replies().ensureCapacity(bytes);
    }

    Optional<Results> find(String text, Collection<? extends Ask<?>> asks) {
        if (!wanted) {
            return Optional.empty();
        }
        Optional<Results> found = model.replies().find(key(text, asks));
        model.engine()
                .tell(found.isPresent() ? EngineListener::cacheHit : EngineListener::cacheMissed);
        return found;
    }

    CompletableFuture<Results> keep(
            String text, Collection<? extends Ask<?>> asks, CompletableFuture<Results> results) {
        return wanted
                ? results.whenComplete(
                        (result, failure) -> {
                            if (failure == null) {
                                model.replies().keep(key(text, asks), result);
                            }
                        })
                : results;
    }

    private ReplyCache.Key key(String text, Collection<? extends Ask<?>> asks) {
        return new ReplyCache.Key(digest, text, List.copyOf(asks));
    }
}
