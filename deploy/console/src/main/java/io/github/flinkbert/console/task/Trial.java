package io.github.flinkbert.console.task;

import io.github.flinkbert.Bert;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;

/** A text that was typed in, on its way through the tasks. Used by one thread. */
@Internal
public final class Trial {

    private final Typed typed;
    private final Bert bert;
    private final List<Ask<?>> asks = new ArrayList<>();
    private final List<Consumer<Results>> handlers = new ArrayList<>();
    private final Map<String, Object> shown = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param bert the model that is asked
     */
    public Trial(Typed typed, Bert bert) {
        this.typed = typed;
        this.bert = bert;
    }

    public Typed typed() {
        return typed;
    }

    public Bert bert() {
        return bert;
    }

    /**
     * Asks, and hands the result on when it is there. What does not fit the model becomes a note,
     * and the rest goes on.
     */
    public <R> void ask(Ask<R> ask, Consumer<R> handler) {
        try {
            bert.requireFit(List.of(ask));
        } catch (IllegalArgumentException | TextRejectedException e) {
            note(FailureMessage.of(e));
            return;
        }
        asks.add(ask);
        handlers.add(results -> handler.accept(results.get(ask)));
    }

    /** The name that the page sent in a field, if it is among these; else the first of them. */
    public String chosen(String field, List<String> names) {
        String wanted = typed.field(field);
        return names.contains(wanted) ? wanted : names.get(0);
    }

    /** A sentence about what could not be asked, and why. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** Gives the page a value, in place of one of that name. */
    public void show(String name, Object value) {
        shown.put(name, value);
    }

    /** What is to be asked of the text, all at once. */
    public List<Ask<?>> asks() {
        return List.copyOf(asks);
    }

    /** Hands each task the result of what it asked. */
    public void take(Results results) {
        handlers.forEach(handler -> handler.accept(results));
    }

    /** What the tasks show, by name. */
    public Map<String, Object> shown() {
        return shown;
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }
}
