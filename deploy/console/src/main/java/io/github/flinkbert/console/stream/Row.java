package io.github.flinkbert.console.stream;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.console.task.SeenText;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An enriched text as the page shows it, of bounded size whatever the record's.
 *
 * @param text its beginning, where it is long
 * @param length UTF-16 code units of the whole text
 * @param found what the tasks show of it, by name, beside these in the JSON
 * @param unknownPieces see {@link SeenText}
 * @param model the model's digest
 * @param place topic, partition and offset
 * @param arrived milliseconds since 1970
 */
@Internal
public record Row(
        String id,
        String text,
        int length,
        String question,
        Map<String, String> attributes,
        @JsonIgnore Map<String, Object> found,
        double unknownPieces,
        String model,
        String place,
        long arrived) {

    private static final int MOST_TEXT = 4_000;

    static Row of(SeenText seen, ConsumerRecord<?, ?> record, long arrived) {
        return new Row(
                Cut.words(seen.id()),
                Cut.at(seen.text(), MOST_TEXT),
                seen.text().length(),
                Cut.words(seen.question()),
                Cut.attributes(seen.attributes()),
                seen.row(),
                seen.unknownPieces(),
                Cut.words(seen.model().digest()),
                record.topic() + "/" + record.partition() + "/" + record.offset(),
                arrived);
    }

    @JsonAnyGetter
    Map<String, Object> tasks() {
        return found;
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "Row[" + place + "]";
    }
}
