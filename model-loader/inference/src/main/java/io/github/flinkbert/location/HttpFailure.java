package io.github.flinkbert.location;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** A server's answer that is not what was asked for. */
final class HttpFailure extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * What may be otherwise a little later: timeouts, too many requests, trouble of the server's.
     */
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    private final int status;
    private final String code;
    private final transient Optional<Duration> retryAfter;

    HttpFailure(int status, HttpHeaders headers) {
        super("the server answered with status %d".formatted(status));
        this.status = status;
        this.code = headers.firstValue("X-Error-Code").orElse("");
        this.retryAfter = headers.firstValue("Retry-After").flatMap(HttpFailure::duration);
    }

    int status() {
        return status;
    }

    /** The hub's own word for what is wrong, such as {@code GatedRepo}; may be empty. */
    String code() {
        return code;
    }

    boolean isPassing() {
        return PASSING.contains(status);
    }

    /** How long the server wants to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Seconds, or a date. */
    private static Optional<Duration> duration(String value) {
        String text = value.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration left = Duration.between(Instant.now(), then);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty(); // neither: as if it were not there
        }
    }
}
