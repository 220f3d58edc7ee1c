package io.github.flinkbert.flink.decode;

import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.config.InputOptions.InputConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.RejectionStage;
import io.github.flinkbert.flink.record.TextQuery;
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
    private final OutputTag<RejectedRecord> rejected;
    private transient TextDecoder decoder;
    private transient Counter errors;

    public DecodeFunction(InputConfig config, OutputTag<RejectedRecord> rejected) {
        this.config = config;
        this.rejected = rejected;
    }

    @Override
    public void open(OpenContext context) {
        decoder = TextDecoder.of(config);
        errors = getRuntimeContext().getMetricGroup().counter(ERRORS);
    }

    @Override
    public void processElement(KafkaRecord record, Context context, Collector<TextQuery> out) {
        TextQuery query;
        try {
            query = decode(record);
        } catch (MalformedRecordException e) {
            errors.inc();
            context.output(
                    rejected,
                    RejectedRecord.now(record, RejectionStage.DECODE, FailureMessage.of(e)));
            return;
        }
        out.collect(query);
    }

    private TextQuery decode(KafkaRecord record) throws MalformedRecordException {
        byte[] value = record.value();
        if (value == null) {
            throw new MalformedRecordException(
                    "the record has no value (a tombstone), a text was expected");
        }
        if (value.length == 0) {
            throw new MalformedRecordException("the value is empty, a text was expected");
        }
        if (value.length > config.maxRecordBytes()) {
            throw new MalformedRecordException(
                    "the value has %d bytes, at most %d are read (max-record-bytes)"
                            .formatted(value.length, config.maxRecordBytes()));
        }
        TextQuery query = decoder.decode(record, value);
        if (query.text().isBlank()) {
            throw new MalformedRecordException("the text is empty");
        }
        if (query.text().length() > config.maxTextChars()) {
            throw new MalformedRecordException(
                    "the text has %d UTF-16 code units, at most %d are asked about (max-text-chars)"
                            .formatted(query.text().length(), config.maxTextChars()));
        }
        return query;
    }
}
