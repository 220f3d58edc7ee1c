package io.github.flinkbert.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
import java.util.List;
import java.util.Optional;

/**
 * Replies to texts that came lately, for streams that repeat themselves. Shared by all users of a
 * model, and as large as the most demanding of them wishes; empty and free of cost while nobody
 * does. Thread-safe.
 *
 * <p>Replies are cached when they are complete, never while in flight: a user that goes away
 * cancels its own texts only.
 */
public final class ReplyCache {

    /**
     * What must be equal for a reply to be the same.
     *
     * @param model digest of everything that takes part in the reply
     */
    public record Key(String model, String text, List<Ask> asks) {}

    private final Cache<Key, List<Reply>> replies = Caffeine.newBuilder().maximumSize(0).build();
    private long capacity;

    /** Makes room for so many texts, where there is less. */
    public synchronized void ensureCapacity(long texts) {
        if (texts > capacity) {
            capacity = texts;
            replies.policy().eviction().orElseThrow().setMaximum(texts);
        }
    }

    public Optional<List<Reply>> find(Key key) {
        return Optional.ofNullable(replies.getIfPresent(key));
    }

    public void keep(Key key, List<Reply> reply) {
        replies.put(key, reply);
    }
}
