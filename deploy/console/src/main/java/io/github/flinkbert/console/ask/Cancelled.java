package io.github.flinkbert.console.ask;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.apache.flink.annotation.Internal;

/**
 * A question that nobody waits for any more.
 *
 * @param ticket the one that its {@link io.github.flinkbert.console.task.Typed} had
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@Internal
public record Cancelled(String ticket) {

    public Cancelled {
        if (ticket == null || ticket.isEmpty()) {
            throw new IllegalArgumentException("the ticket of the question to cancel is missing");
        }
    }
}
