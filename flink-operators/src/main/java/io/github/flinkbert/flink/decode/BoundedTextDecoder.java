package io.github.flinkbert.flink.decode;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.config.InputOptions.InputConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import java.util.List;
import java.util.Optional;

/**
 * Refuses what holds no text, and what is longer than the job asks about.
 *
 * @param read what the job's tasks take beside a text
 */
record BoundedTextDecoder(TextDecoder decoder, InputConfig config, List<InputField> read) {

    /**
     * The text of a record with any value.
     *
     * @throws MalformedRecordException if the value has not the expected form, holds no text, or
     *     one that is too long
     */
    TextQuery decode(KafkaRecord record) throws MalformedRecordException {
        byte[] value = record.value();
        if (value == null) {
            throw new MalformedRecordException(
                    "the record has no value (a tombstone), a text was expected");
        }
        InputBounds bounds = new InputBounds(config);
        bounds.requireReadable(value);
        TextQuery query = decoder.decode(record, value);
        if (query.text().isBlank()) {
            throw new MalformedRecordException("the text is empty");
        }
        bounds.requireNotTooLong("the text", query.text());
        for (InputField field : read) {
            Optional<String> brought = query.input(field);
            if (brought.isPresent()) {
                bounds.requireNotTooLong(field.name(), brought.get());
            }
        }
        return query;
    }
}
