package io.github.flinkbert.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Results of texts that came lately, for streams that repeat themselves. Shared by all users of a
 * model, and as large as the most demanding of them wishes; empty and free of cost while nobody
 * does. Bound in bytes, estimated: a long text's vectors of tokens weigh what a thousand short
 * texts' do. Thread-safe.
 *
 * <p>Results are cached when they are complete, never while in flight: a user that goes away
 * cancels its own texts only.
 */
@Internal
public final class ReplyCache {

    /** What an entry takes beside its text and its results. */
    private static final int ENTRY_BYTES = 300;

    /**
     * What must be equal for a result to be the same.
     *
     * @param model digest of everything that takes part in the result
     */
    public record Key(String model, String text, List<Ask<?>> asks) {}

    private final Cache<Key, Results> results =
            Caffeine.newBuilder().maximumWeight(0).weigher(ReplyCache::bytes).build();
    private long capacity;

    private static int bytes(Key key, Results results) {
        long bytes = ENTRY_BYTES + 2L * key.text().length() + results.bytes();
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /** Makes room for so many bytes, where there is less. */
    public synchronized void ensureCapacity(long bytes) {
        if (bytes > capacity) {
            capacity = bytes;
            results.policy().eviction().orElseThrow().setMaximum(bytes);
        }
    }

    public Optional<Results> find(Key key) {
        return Optional.ofNullable(results.getIfPresent(key));
    }

    public void keep(Key key, Results result) {
        results.put(key, result);
    }
}
