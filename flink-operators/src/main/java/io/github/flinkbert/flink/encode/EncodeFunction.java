package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.RejectionStage;
import io.github.flinkbert.flink.record.TextQuery;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes enriched texts records again, with the key, the headers and the timestamp that they came
 * with. What Kafka would not take leaves by the side output, for in the sink it would fail the job,
 * and fail it again after each restart.
 */
@Internal
public final class EncodeFunction extends ProcessFunction<Enriched<TextQuery>, OutboundRecord> {

    private static final long serialVersionUID = 1L;

    /** Records that become dead letters here; Flink's own name for it. */
    private static final String ERRORS = "numRecordsInErrors";

    private final OutputConfig config;
    private final OutputTag<RejectedRecord> rejected;
    private transient EnrichedTextEncoder encoder;
    private transient Counter errors;

    public EncodeFunction(OutputConfig config, OutputTag<RejectedRecord> rejected) {
        this.config = config;
        this.rejected = rejected;
    }

    @Override
    public void open(OpenContext context) {
        encoder = EnrichedTextEncoder.of(config);
        errors = getRuntimeContext().getMetricGroup().counter(ERRORS);
    }

    @Override
    public void processElement(
            Enriched<TextQuery> enriched, Context context, Collector<OutboundRecord> out) {
        KafkaRecord record = enriched.value().record();
        byte[] value = encoder.encode(enriched);
        Optional<String> fault = new OutboundLimits(config).fault(record, value);
        if (fault.isPresent()) {
            errors.inc();
            context.output(
                    rejected, RejectedRecord.now(record, RejectionStage.ENCODE, fault.get()));
        } else {
            out.collect(
                    new OutboundRecord(record.key(), value, record.headers(), record.timestamp()));
        }
    }
}
