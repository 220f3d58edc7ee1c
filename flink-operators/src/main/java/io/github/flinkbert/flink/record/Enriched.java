package io.github.flinkbert.flink.record;

/**
 * A value with what the model found in its text.
 *
 * @param value as it came in
 * @param model which model answered
 */
public record Enriched<T>(T value, Findings findings, ModelStamp model) implements Outcome<T> {

    /** Without the findings, which quote the text; see {@link TextQuery#toString}. */
    @Override
    public String toString() {
        return "Enriched[by " + model.name() + "]";
    }
}
