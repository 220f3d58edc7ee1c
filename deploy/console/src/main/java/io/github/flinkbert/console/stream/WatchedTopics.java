package io.github.flinkbert.console.stream;

import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * What to read.
 *
 * @param kafka properties for the consumer, {@code bootstrap.servers} among them; secrets may be
 *     among them, too
 * @param texts the topic of enriched texts
 * @param deadLetters the topic of dead letters
 * @param fromBeginning whether to read all that the topics hold, or else only the last few records
 *     and whatever comes
 */
@Internal
public record WatchedTopics(
        Map<String, String> kafka, String texts, String deadLetters, boolean fromBeginning) {

    public WatchedTopics {
        kafka = Map.copyOf(kafka);
    }

    /** Without Kafka's properties, which may hold secrets. */
    @Override
    public String toString() {
        return "WatchedTopics[" + texts + ", " + deadLetters + "]";
    }
}
