package io.github.flinkbert.flink.decode;

import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The value is the text, in UTF-8, after a byte order mark if it has one; where it lies in Kafka is
 * its identity.
 */
final class PlainTextDecoder implements TextDecoder {

    @Override
    public TextQuery decode(KafkaRecord record, byte[] value) throws MalformedRecordException {
        return new TextQuery(
                record,
                record.origin(),
                StrictUtf8.decodeWithoutMark(value, "the text"),
                Map.of(),
                OptionalLong.empty(),
                Map.of());
    }
}
