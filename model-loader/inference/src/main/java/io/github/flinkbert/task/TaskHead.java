package io.github.flinkbert.task;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.encoder.Output;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A trained head that asks can name. Thread-safe. */
public final class TaskHead {

    private final String name;
    private final Output scores;
    private final Head head;
    private final Map<Object, Object> decoders = new ConcurrentHashMap<>();

    /**
     * @param name the adapter's, or the checkpoint's
     * @param scores what the engine computes for it: the scores of its branch's head
     */
    public TaskHead(String name, Output scores, Head head) {
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

    public Head head() {
        return head;
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
