package io.github.flinkbert.flink;

import io.github.flinkbert.flink.record.EnrichmentInput;
import org.apache.flink.api.common.functions.MapFunction;

/** Where models are not updated: every value is answered by the job's own. */
final class OwnStampFunction<T> implements MapFunction<T, EnrichmentInput<T>> {

    private static final long serialVersionUID = 1L;

    @Override
    public EnrichmentInput<T> map(T value) {
        return new EnrichmentInput.VersionedElement<>(value, EnrichmentInput.OWN_MODEL);
    }
}
