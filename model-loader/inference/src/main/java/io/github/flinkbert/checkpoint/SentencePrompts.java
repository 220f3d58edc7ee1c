package io.github.flinkbert.checkpoint;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a sentence-transformers release puts before texts.
 *
 * @param texts by name, such as {@code query} to {@code "query: "}
 * @param standard name of the one that every text gets where nobody says another; empty for none
 */
@PublicEvolving
public record SentencePrompts(Map<String, String> texts, Optional<String> standard) {

    public static final SentencePrompts NONE = new SentencePrompts(Map.of(), Optional.empty());

    /**
     * @throws IllegalArgumentException if the standard one is not among them
     */
    public SentencePrompts {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        if (standard.isPresent() && !texts.containsKey(standard.get())) {
            throw new IllegalArgumentException("there is no prompt " + standard.get());
        }
    }

    /** What every text gets where nobody says another prompt; empty for nothing. */
    public String standardText() {
        return standard.map(texts::get).orElse("");
    }
}
