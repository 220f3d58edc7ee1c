package io.github.flinkbert.task;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.encoder.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.annotation.Experimental;

/**
 * A trained head that asks can name. Thread-safe.
 *
 * @param <H> its kind
 */
@Experimental
public final class TaskHead<H extends Head> {

    /** Requests bring settings of their own, candidate labels for one, without end. */
    private static final int MOST_DECODERS = 64;

    private final String name;
    private final Output scores;
    private final H head;
    private final Map<Object, Object> decoders = new LastUsed();

    /**
     * @param name the adapter's, or the checkpoint's
     * @param scores what the engine computes for it: the scores of its branch's head
     */
    public TaskHead(String name, Output scores, H head) {
        this.name = name;
        this.scores = scores;
        this.head = head;
    }

    public String name() {
        return name;
    }

    public Output scores() {
        return scores;
    }

    public H head() {
        return head;
    }

    /** The same, known to be of a kind. */
    @SuppressWarnings("unchecked") // compared here
    public <K extends Head> TaskHead<K> as(Class<K> kind) {
        if (!kind.isInstance(head)) {
            throw new IllegalArgumentException("%s is no %s".formatted(head, kind));
        }
        return (TaskHead<K>) this;
    }

    /**
     * A decoder for this head's scores, kept with those of the settings that were asked last.
     *
     * @param settings equal settings, equal decoders
     */
    public <S, D> D decoder(Class<D> type, S settings, Function<S, D> make) {
        Object kept;
        synchronized (decoders) {
            kept = decoders.get(settings);
        }
        if (kept != null) {
            return type.cast(kept);
        }
        D made = make.apply(settings); // not while others wait
        synchronized (decoders) {
            Object other = decoders.putIfAbsent(settings, made);
            return type.cast(other != null ? other : made);
        }
    }

    /** The decoders that were used last. */
    private static final class LastUsed extends LinkedHashMap<Object, Object> {

        private static final long serialVersionUID = 1;

        LastUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > MOST_DECODERS;
        }
    }
}
