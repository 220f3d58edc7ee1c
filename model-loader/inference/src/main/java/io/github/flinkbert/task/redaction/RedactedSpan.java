package io.github.flinkbert.task.redaction;

import org.apache.flink.annotation.PublicEvolving;

/**
 * Where personal data stood, of which kind it was, and where its replacement stands; never what it
 * said. All four are UTF-16 code units.
 *
 * @param type such as {@code EMAIL}, or an entity's type as the model names it
 * @param start first in the text as it came in
 * @param end one past the last there
 * @param redactedStart first in the redacted text
 * @param redactedEnd one past the last there; where it was cut out, equal to its start
 */
@PublicEvolving
public record RedactedSpan(String type, int start, int end, int redactedStart, int redactedEnd) {}
