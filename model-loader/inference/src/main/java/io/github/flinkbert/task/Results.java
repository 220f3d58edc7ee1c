package io.github.flinkbert.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;

/** What a text's asks gave, by ask. Immutable. */
@PublicEvolving
public final class Results {

    /** INVARIANT: the value of an ask is a result of that ask. */
    private final Map<Ask<?>, Object> byAsk;

    private Results(Map<Ask<?>, Object> byAsk) {
        this.byAsk = byAsk;
    }

    /**
     * @throws IllegalArgumentException if this was not asked
     */
    @SuppressWarnings("unchecked") // by the invariant
    public <R> R get(Ask<R> ask) {
        Object result = byAsk.get(ask);
        if (result == null) {
            throw new IllegalArgumentException(
                    "%s was not asked, only %s".formatted(ask, byAsk.keySet()));
        }
        return (R) result;
    }

    /** What was asked, in the order of asking. */
    public Set<Ask<?>> asks() {
        return byAsk.keySet();
    }

    /** Bytes that all results take in memory, about. */
    public long bytes() {
        return byAsk.keySet().stream().mapToLong(this::bytes).sum();
    }

    private <R> long bytes(Ask<R> ask) {
        return ask.bytes(get(ask));
    }

    /** Gathers results. */
    public static final class Builder {
        private final Map<Ask<?>, Object> byAsk = new LinkedHashMap<>();

        public <R> Builder put(Ask<R> ask, R result) {
            byAsk.put(ask, result);
            return this;
        }

        public Results build() {
            return new Results(java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byAsk)));
        }
    }
}
