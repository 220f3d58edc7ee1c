package io.github.flinkbert.flink;

import io.github.flinkbert.flink.record.EnrichedRecord;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.RefusedRecord;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends enriched texts one way and refused records, by the side output, the other. */
final class SettleFunction extends ProcessFunction<Outcome, EnrichedRecord> {

    private static final long serialVersionUID = 1L;

    private final OutputTag<RefusedRecord> refused;

    SettleFunction(OutputTag<RefusedRecord> refused) {
        this.refused = refused;
    }

    @Override
    public void processElement(Outcome outcome, Context context, Collector<EnrichedRecord> out) {
        if (outcome instanceof EnrichedRecord enriched) {
            out.collect(enriched);
        } else if (outcome instanceof RefusedRecord record) {
            context.output(refused, record);
        }
    }
}
