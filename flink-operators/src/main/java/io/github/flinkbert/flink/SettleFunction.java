package io.github.flinkbert.flink;

import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.Refused;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends enriched values one way and refused ones, by the side output, the other. */
final class SettleFunction<T> extends ProcessFunction<Outcome<T>, Enriched<T>> {

    private static final long serialVersionUID = 1L;

    private final OutputTag<Refused<T>> refused;

    SettleFunction(OutputTag<Refused<T>> refused) {
        this.refused = refused;
    }

    @Override
    public void processElement(Outcome<T> outcome, Context context, Collector<Enriched<T>> out) {
        if (outcome instanceof Enriched<T> enriched) {
            out.collect(enriched);
        } else if (outcome instanceof Refused<T> value) {
            context.output(refused, value);
        }
    }
}
