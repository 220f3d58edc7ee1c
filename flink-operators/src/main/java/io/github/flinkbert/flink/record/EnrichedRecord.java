package io.github.flinkbert.flink.record;

/** A text with what the model found in it. */
public record EnrichedRecord(TextQuery query, Findings findings, ModelStamp model)
        implements Outcome {

    /** Without the findings, which quote the text; see {@link TextQuery#toString}. */
    @Override
    public String toString() {
        return "EnrichedRecord[" + query + "]";
    }
}
