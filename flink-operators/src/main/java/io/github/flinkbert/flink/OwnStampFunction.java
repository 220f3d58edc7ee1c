package io.github.flinkbert.flink;

import io.github.flinkbert.flink.record.Inquiry;
import org.apache.flink.api.common.functions.MapFunction;

/** Where models are not updated: every value is answered by the job's own. */
final class OwnStampFunction<T> implements MapFunction<T, Inquiry<T>> {

    private static final long serialVersionUID = 1L;

    @Override
    public Inquiry<T> map(T value) {
        return new Inquiry.Stamped<>(value, Inquiry.OWN_MODEL);
    }
}
