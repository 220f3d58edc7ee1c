package io.github.flinkbert.flink.record;

/**
 * A value with what the model found in its text.
 *
 * @param value as it came in
 * @param model which model answered
 */
public record Enriched<T>(T value, EnrichmentResult result, ModelStamp model)
        implements Outcome<T> {

    /**
     * What was found, as one line of bounded length: entities, best answers, the beginning of the
     * embedding. Of the job's own records only how much was found, for results quote the text; see
     * {@link TextQuery#toString}. Without the value.
     */
    @Override
    public String toString() {
        String found = value instanceof TextQuery ? ShortForm.counts(result) : ShortForm.of(result);
        return "Enriched[" + found + "; by " + model.name() + "]";
    }
}
