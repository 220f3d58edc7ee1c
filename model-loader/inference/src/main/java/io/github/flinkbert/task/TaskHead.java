package io.github.flinkbert.task;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.encoder.Output;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.flink.annotation.Experimental;

/**
 * A trained head that asks can name. Thread-safe.
 *
 * @param <H> its kind
 */
@Experimental
public final class TaskHead<H extends Head> {

    private final String name;
    private final Output scores;
    private final H head;
    private final Map<Object, Object> decoders = new ConcurrentHashMap<>();

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
     * A decoder for this head's scores, made once for each of its settings.
     *
     * @param settings equal settings, equal decoders
     */
    public <S, D> D decoder(Class<D> type, S settings, Function<S, D> make) {
        return type.cast(decoders.computeIfAbsent(settings, absent -> make.apply(settings)));
    }
}
