package io.github.flinkbert;

import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.engine.LoadedModel;
import io.github.flinkbert.engine.ReplyCache;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One instance's view of the model's repeat cache; does nothing where the instance wants none. */
final class CachedReplies {

    private final LoadedModel model;
    private final String digest;
    private final boolean wanted;

    /**
     * @param digest of everything that takes part in a reply
     * @param texts how many texts to keep, 0 for none
     */
    CachedReplies(LoadedModel model, String digest, int texts) {
        this.model = model;
        this.digest = digest;
        wanted = texts > 0;
        model.repeats().ensureCapacity(texts);
    }

    Optional<CompletableFuture<List<Reply>>> find(String text, List<Ask> asks) {
        if (!wanted) {
            return Optional.empty();
        }
        Optional<List<Reply>> found = model.repeats().find(key(text, asks));
        model.engine()
                .tell(found.isPresent() ? EngineListener::cacheHit : EngineListener::cacheMissed);
        return found.map(CompletableFuture::completedFuture);
    }

    CompletableFuture<List<Reply>> keep(
            String text, List<Ask> asks, CompletableFuture<List<Reply>> replies) {
        return wanted
                ? replies.whenComplete(
                        (reply, failure) -> {
                            if (failure == null) {
                                model.repeats().keep(key(text, asks), reply);
                            }
                        })
                : replies;
    }

    private ReplyCache.Key key(String text, List<Ask> asks) {
        return new ReplyCache.Key(digest, text, asks);
    }
}
