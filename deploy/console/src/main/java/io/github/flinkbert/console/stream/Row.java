package io.github.flinkbert.console.stream;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An enriched text as the page shows it, of bounded size whatever the record's.
 *
 * @param text its beginning, where it is long
 * @param length UTF-16 code units of the whole text
 * @param unknownPieces see {@link SeenText}
 * @param model the model's digest
 * @param dimensions of the embedding; 0 where there is none
 * @param place topic, partition and offset
 * @param arrived milliseconds since 1970
 */
public record Row(
        String id,
        String text,
        int length,
        String question,
        Map<String, String> attributes,
        List<SeenText.Entity> entities,
        List<SeenText.Answer> answers,
        double unknownPieces,
        String model,
        int dimensions,
        String place,
        long arrived) {

    private static final int MOST_TEXT = 4_000;
    private static final int MOST_WORDS = 200;
    private static final int MOST_ATTRIBUTES = 8;
    private static final int MOST_FOUND = 200;

    static Row of(SeenText seen, ConsumerRecord<?, ?> record, long arrived) {
        return new Row(
                Cut.at(seen.id(), MOST_WORDS),
                Cut.at(seen.text(), MOST_TEXT),
                seen.text().length(),
                Cut.at(seen.question(), MOST_WORDS),
                attributes(seen.attributes()),
                seen.entities().stream().limit(MOST_FOUND).map(Row::bounded).toList(),
                seen.answers().stream().limit(MOST_FOUND).map(Row::bounded).toList(),
                seen.unknownPieces(),
                Cut.at(seen.model().digest(), MOST_WORDS),
                seen.embedding().length,
                record.topic() + "/" + record.partition() + "/" + record.offset(),
                arrived);
    }

    static Map<String, String> attributes(Map<String, String> all) {
        return all.entrySet().stream()
                .limit(MOST_ATTRIBUTES)
                .collect(
                        Collectors.toMap(
                                each -> Cut.at(each.getKey(), MOST_WORDS),
                                each -> Cut.at(String.valueOf(each.getValue()), MOST_WORDS),
                                (one, other) -> one));
    }

    private static SeenText.Entity bounded(SeenText.Entity entity) {
        return new SeenText.Entity(
                Cut.at(entity.label(), MOST_WORDS), entity.start(), entity.end(), entity.score());
    }

    private static SeenText.Answer bounded(SeenText.Answer answer) {
        return new SeenText.Answer(
                Cut.at(answer.question(), MOST_WORDS),
                Cut.at(answer.text(), MOST_WORDS),
                answer.start(),
                answer.end(),
                answer.score());
    }
}
