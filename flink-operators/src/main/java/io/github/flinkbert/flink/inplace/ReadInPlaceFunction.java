package io.github.flinkbert.flink.inplace;

import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.decode.InputBounds;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.inplace.form.FoundTexts;
import io.github.flinkbert.flink.inplace.form.RecordForm;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.RejectionStage;
import io.github.flinkbert.flink.record.TextQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Finds the texts of records of any schema. A record without a text goes on, so that it stays
 * behind those before it; a record that cannot be read leaves by the side output.
 */
@Internal
public final class ReadInPlaceFunction extends ProcessFunction<KafkaRecord, TextQuery> {

    private static final long serialVersionUID = 1L;

    /** Records that become dead letters here; Flink's own name for it. */
    private static final String ERRORS = "numRecordsInErrors";

    private static final String GROUP = "bert";

    /** Records that have no text, tombstones too: nothing is asked about them. */
    private static final String WITHOUT_TEXT = "recordsWithoutText";

    private final InPlaceRecords records;
    private final OutputTag<RejectedRecord> rejected;
    private transient RecordForm form;
    private transient Counter errors;
    private transient Counter withoutText;

    public ReadInPlaceFunction(InPlaceRecords records, OutputTag<RejectedRecord> rejected) {
        this.records = records;
        this.rejected = rejected;
    }

    @Override
    public void open(OpenContext context) {
        form = records.form();
        var metrics = getRuntimeContext().getMetricGroup();
        errors = metrics.counter(ERRORS);
        withoutText = metrics.addGroup(GROUP).counter(WITHOUT_TEXT);
    }

    @Override
    public void processElement(KafkaRecord record, Context context, Collector<TextQuery> out) {
        TextQuery query;
        try {
            query = read(record);
        } catch (MalformedRecordException e) {
            errors.inc();
            context.output(
                    rejected,
                    RejectedRecord.now(record, RejectionStage.DECODE, FailureMessage.of(e)));
            return;
        }
        if (!query.hasTexts()) {
            withoutText.inc();
        }
        out.collect(query);
    }

    private TextQuery read(KafkaRecord record) throws MalformedRecordException {
        byte[] value = record.value();
        if (value == null) {
            return query(record, "", Map.of(), new FoundTexts(Map.of()));
        }
        InputBounds bounds = new InputBounds(records.input());
        bounds.requireReadable(value);
        FoundTexts found = form.read(value);
        for (Map.Entry<InputField, String> input : found.inputs().entrySet()) {
            bounds.requireNotTooLong(input.getKey().name(), input.getValue());
        }
        Map<String, String> texts = new LinkedHashMap<>(found.texts());
        texts.values().removeIf(String::isBlank);
        if (records.each()) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                bounds.requireNotTooLong("the text " + text.getKey(), text.getValue());
            }
            return query(record, "", texts, found);
        }
        String joined = String.join(" ", texts.values());
        bounds.requireNotTooLong("the text", joined);
        return query(record, joined, Map.of(), found);
    }

    private static TextQuery query(
            KafkaRecord record, String text, Map<String, String> byPath, FoundTexts found) {
        return new TextQuery(
                record,
                found.id().orElseGet(record::origin),
                text,
                found.inputs(),
                OptionalLong.empty(),
                found.attributes(),
                byPath);
    }
}
