package io.github.flinkbert.flink.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What comes of a request to a schema registry. */
sealed interface RegistryAnswer {

    /** What was asked for: a JSON object. */
    record Found(JsonNode json) implements RegistryAnswer {}

    /** The registry does not have it. */
    record Missing() implements RegistryAnswer {}

    /** The registry says no, and would say so again. */
    record Rejected(URI uri, int status, String reason) implements RegistryAnswer {

        String sentence() {
            return "the schema registry refuses %s: status %d, %s".formatted(uri, status, reason);
        }
    }

    /** No instance answered as a schema registry does, however often it was asked. */
    record NoAnswer(String reason, @Nullable Exception cause) implements RegistryAnswer {}
}
