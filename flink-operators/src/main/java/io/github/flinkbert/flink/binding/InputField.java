package io.github.flinkbert.flink.binding;

import java.io.Serializable;
import java.util.Optional;

/**
 * What a text may bring with it for a task, as one string or several. Travels with the job.
 *
 * @param name of the field in text events and enriched texts, and of SQL's input column with one
 * @param several name of SQL's input column with several; empty where a text brings one at most
 * @param description what it is, with its article, for people
 */
public record InputField(String name, String several, String description) implements Serializable {

    /** Of SQL's input column with several. */
    public Optional<String> plural() {
        return several.isEmpty() ? Optional.empty() : Optional.of(several);
    }

    @Override
    public String toString() {
        return name;
    }
}
