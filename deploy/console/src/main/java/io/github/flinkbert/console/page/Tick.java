package io.github.flinkbert.console.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.flinkbert.console.stream.DeadLetterRow;
import io.github.flinkbert.console.stream.ModelsSeen;
import io.github.flinkbert.console.stream.Moment;
import io.github.flinkbert.console.stream.Row;
import io.github.flinkbert.console.stream.Textless;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has changed since the last event.
 *
 * @param texts enriched texts so far, exactly
 * @param deadLetters so far, exactly
 * @param unreadable records of the sample that were not what the job writes
 * @param textless records of the sample that have no text
 * @param trouble what keeps records from coming; empty if nothing does
 * @param rows a sample of what came, oldest first
 * @param deadLetterRows likewise
 * @param moments seconds that ended
 * @param known the last that was known before those seconds, however long ago; in the first event
 *     only
 * @param models every version seen, left out where there is no new one
 * @param hello what stays, in the first event only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Tick(
        long texts,
        long deadLetters,
        long unreadable,
        Textless textless,
        String trouble,
        List<Row> rows,
        List<DeadLetterRow> deadLetterRows,
        List<Moment> moments,
        @Nullable Moment known,
        @Nullable List<ModelsSeen.Version> models,
        @Nullable Hello hello) {

    /**
     * @param servers where the broker is
     * @param model which one is asked what is typed in
     */
    record Hello(String run, String topic, String deadLetterTopic, String servers, String model) {}

    boolean saysNothing() {
        return rows.isEmpty()
                && deadLetterRows.isEmpty()
                && moments.isEmpty()
                && models == null
                && hello == null;
    }
}
