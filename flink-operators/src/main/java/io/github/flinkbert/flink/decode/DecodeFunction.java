package io.github.flinkbert.flink.decode;

import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.config.InputOptions.InputConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.RejectionStage;
import io.github.flinkbert.flink.record.TextQuery;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads texts out of records; records that hold none leave by the side output. */
@Internal
public final class DecodeFunction extends ProcessFunction<KafkaRecord, TextQuery> {

    private static final long serialVersionUID = 1L;

    /** Records that become dead letters here; Flink's own name for it. */
    private static final String ERRORS = "numRecordsInErrors";

    private final InputConfig config;
    private final List<InputField> read;
    private final OutputTag<RejectedRecord> rejected;
    private transient BoundedTextDecoder decoder;
    private transient Counter errors;

    /**
     * @param read what the job's tasks take beside a text
     */
    public DecodeFunction(
            InputConfig config, List<InputField> read, OutputTag<RejectedRecord> rejected) {
        this.config = config;
        this.read = List.copyOf(read);
        this.rejected = rejected;
    }

    @Override
    public void open(OpenContext context) {
        decoder = new BoundedTextDecoder(TextDecoder.of(config), config, read);
        errors = getRuntimeContext().getMetricGroup().counter(ERRORS);
    }

    @Override
    public void processElement(KafkaRecord record, Context context, Collector<TextQuery> out) {
        TextQuery query;
        try {
            query = decoder.decode(record);
        } catch (MalformedRecordException e) {
            errors.inc();
            context.output(
                    rejected,
                    RejectedRecord.now(record, RejectionStage.DECODE, FailureMessage.of(e)));
            return;
        }
        out.collect(query);
    }
}
