package io.github.flinkbert.task.language;

import org.apache.flink.annotation.PublicEvolving;

/**
 * The language that a text is written in.
 *
 * @param code of ISO 639-1 where that has the language, such as {@code en} and {@code ko}, else of
 *     ISO 639-3; {@value #UNDETERMINED} where it cannot be told
 * @param score the language's probability, from 0 to 1; 0 where it cannot be told
 */
@PublicEvolving
public record TextLanguage(String code, float score) {

    /** ISO 639's code for a language that was not determined. */
    public static final String UNDETERMINED = "und";

    static final TextLanguage UNKNOWN = new TextLanguage(UNDETERMINED, 0);

    /** Whether it could be told. */
    public boolean isDetermined() {
        return !code.equals(UNDETERMINED);
    }
}
