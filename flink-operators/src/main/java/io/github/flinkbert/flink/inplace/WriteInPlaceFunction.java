package io.github.flinkbert.flink.inplace;

import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.encode.AddedValue;
import io.github.flinkbert.flink.encode.OutboundLimits;
import io.github.flinkbert.flink.inplace.form.RecordForm;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records as they were read, with one more field. What cannot be written leaves by the side
 * output.
 */
@Internal
public final class WriteInPlaceFunction
        extends ProcessFunction<Enriched<TextQuery>, OutboundRecord> {

    private static final long serialVersionUID = 1L;

    /** Records that become dead letters here; Flink's own name for it. */
    private static final String ERRORS = "numRecordsInErrors";

    private static final Logger LOG = LoggerFactory.getLogger(WriteInPlaceFunction.class);

    private final InPlaceRecords records;
    private final OutputTag<RejectedRecord> rejected;
    private transient RecordForm form;
    private transient AddedValue added;
    private transient Counter errors;

    public WriteInPlaceFunction(InPlaceRecords records, OutputTag<RejectedRecord> rejected) {
        this.records = records;
        this.rejected = rejected;
    }

    @Override
    public void open(OpenContext context) {
        form = records.form();
        added = records.added();
        errors = getRuntimeContext().getMetricGroup().counter(ERRORS);
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            records.writtenSchema()
                    .ifPresent(
                            schema ->
                                    LOG.info(
                                            "The records that are written have the schema {}",
                                            schema));
        }
    }

    @Override
    public void processElement(
            Enriched<TextQuery> enriched, Context context, Collector<OutboundRecord> out) {
        KafkaRecord record = enriched.value().record();
        byte @Nullable [] value;
        Optional<String> fault;
        try {
            // A tombstone has nothing that a field could be added to.
            value = record.value() == null ? null : form.write(record.value(), added.of(enriched));
            fault = new OutboundLimits(records.output()).fault(record, value);
        } catch (MalformedRecordException e) {
            value = null;
            fault = Optional.of(FailureMessage.of(e));
        }
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
