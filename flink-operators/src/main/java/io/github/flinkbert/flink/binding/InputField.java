package io.github.flinkbert.flink.binding;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a text may bring with it for a task, as one string or several. Travels with the job.
 *
 * @param name of the field in text events and enriched texts, in camelCase
 * @param column name of SQL's input column with one
 * @param several name of SQL's input column with several; empty where a text brings one at most
 * @param description what it is, with its article, for people
 */
@PublicEvolving
public record InputField(String name, String column, String several, String description)
        implements Serializable {

    private static final Pattern NEXT_WORD = Pattern.compile("(?=\\p{Upper})");

    /** One that has the same name everywhere. */
    public InputField(String name, String several, String description) {
        this(name, name, several, description);
    }

    /** Its name in the keys of options. */
    public String inOptions() {
        return NEXT_WORD.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** Of SQL's input column with several. */
    public Optional<String> plural() {
        return several.isEmpty() ? Optional.empty() : Optional.of(several);
    }

    /** As SQL calls it. */
    @Override
    public String toString() {
        return column;
    }
}
