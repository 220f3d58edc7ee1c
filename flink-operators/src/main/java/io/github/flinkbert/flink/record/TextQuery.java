package io.github.flinkbert.flink.record;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A text that is to be enriched, with the record that it came in. This is what waits in flight, and
 * in Flink's state.
 *
 * @param record the record, whole, should the text be rejected
 * @param id the text's identity
 * @param question what is asked of the text, if its producer asks
 * @param eventTime milliseconds since 1970, if the producer says
 * @param attributes what else the producer says
 */
public record TextQuery(
        KafkaRecord record,
        String id,
        String text,
        Optional<String> question,
        OptionalLong eventTime,
        Map<String, String> attributes) {

    /**
     * Where it lies only: Flink puts elements into the messages of failures, and those are logged.
     */
    @Override
    public String toString() {
        return "TextQuery[" + record.origin() + "]";
    }
}
