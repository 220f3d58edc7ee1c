package io.github.flinkbert.console.stream;

import io.github.flinkbert.console.bounded.Cut;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * A dead letter as the page shows it, of bounded size whatever the record's.
 *
 * @param beginning of the original value, as if it were text
 * @param bytes of the original value in this letter
 * @param origin topic, partition and offset of the original record
 * @param part which part of the record this letter is, from 1; 0 where the letter has it whole
 * @param arrived milliseconds since 1970
 */
@Internal
public record DeadLetterRow(
        String stage,
        String reason,
        String beginning,
        int bytes,
        String origin,
        int part,
        int parts,
        long arrived) {

    private static final int MOST_BYTES = 400;
    private static final int MOST_WORDS = 500;

    static DeadLetterRow of(SeenDeadLetter seen, long arrived) {
        byte[] beginning = Arrays.copyOf(seen.value(), Math.min(seen.value().length, MOST_BYTES));
        return new DeadLetterRow(
                Cut.at(seen.stage(), MOST_WORDS),
                Cut.at(seen.reason(), MOST_WORDS),
                new String(beginning, StandardCharsets.UTF_8),
                seen.value().length,
                Cut.at(seen.origin(), MOST_WORDS),
                seen.parts() > 1 ? seen.part() + 1 : 0,
                seen.parts(),
                arrived);
    }
}
