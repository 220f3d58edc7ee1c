package io.github.flinkbert.flink.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.flink.config.InputOptions.EpochUnit;
import io.github.flinkbert.flink.config.InputOptions.TimeConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times of events as JSON has them: a string in ISO 8601, extended or basic, or a number since
 * 1970. What is finer than a millisecond is cut off, towards the past.
 */
final class EventTimes {

    private static final Pattern ISO_8601 =
            Pattern.compile(
                    "(?<date>\\d{4}-\\d{2}-\\d{2}|\\d{8})[Tt ](?:(?<time>\\d{2}(?::?\\d{2})?)"
                        + "|(?<exact>\\d{2}:\\d{2}:\\d{2}|\\d{6})(?:[.,](?<fraction>\\d{1,9}))?)"
                        + "(?<zone>[Zz]|[+-]\\d{2}(?::?\\d{2})?)?");

    private static final int NANO_DIGITS = 9;

    /** Of a number with an exponent beyond, the digits would fill the memory. */
    private static final int MOST_EXPONENT = 40;

    private final TimeConfig config;

    EventTimes(TimeConfig config) {
        this.config = config;
    }

    /**
     * @param what names the value in a message
     * @return milliseconds since 1970
     */
    long read(JsonNode node, String what) throws MalformedRecordException {
        try {
            if (node.isNumber()) {
                return number(node.decimalValue());
            }
            if (node.isTextual()) {
                return text(node.textValue(), what);
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw notATime(what, e);
        }
        throw notATime(what, null);
    }

    private long number(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MOST_EXPONENT) {
            throw new ArithmeticException("an exponent of %d".formatted(-number.scale()));
        }
        return number.multiply(BigDecimal.valueOf(config.unit().millis()))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    private long text(String text, String what) throws MalformedRecordException {
        Matcher iso = ISO_8601.matcher(text);
        Optional<LocalDateTime> local = iso.matches() ? local(iso) : Optional.empty();
        if (local.isEmpty()) {
            // Java itself knows leap seconds, 24:00 and years of five digits.
            return Instant.parse(text).toEpochMilli();
        }
        String zone = iso.group("zone");
        Instant instant =
                zone == null
                        ? atZone(local.get(), what)
                        : local.get().toInstant(ZoneOffset.of(zone.toUpperCase(Locale.ROOT)));
        return instant.toEpochMilli();
    }

    /** Empty where it is no time of any day. */
    private static Optional<LocalDateTime> local(Matcher iso) {
        String exact = iso.group("exact");
        String digits = (exact == null ? iso.group("time") : exact).replace(":", "");
        String date = iso.group("date").replace("-", "");
        String fraction = iso.group("fraction") == null ? "" : iso.group("fraction");
        try {
            return Optional.of(
                    LocalDateTime.of(
                            Integer.parseInt(date.substring(0, 4)),
                            Integer.parseInt(date.substring(4, 6)),
                            Integer.parseInt(date.substring(6)),
                            pair(digits, 0),
                            pair(digits, 1),
                            pair(digits, 2),
                            Integer.parseInt(
                                    fraction + "0".repeat(NANO_DIGITS - fraction.length()))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Hours, minutes or seconds; 0 where the time does not say. */
    private static int pair(String digits, int index) {
        int start = 2 * index;
        return start < digits.length() ? Integer.parseInt(digits.substring(start, start + 2)) : 0;
    }

    private Instant atZone(LocalDateTime local, String what) throws MalformedRecordException {
        ZoneId zone = config.zone();
        if (zone == null) {
            throw new MalformedRecordException(
                    "%s has a time without a zone: expected an offset, such as Z or +02:00, or the option time-zone"
                            .formatted(what));
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new MalformedRecordException(
                    "%s has a time that %s skipped when its clocks were put forward"
                            .formatted(what, zone));
        }
        return local.toInstant(offsets.get(0));
    }

    private MalformedRecordException notATime(String what, @Nullable Exception cause) {
        return new MalformedRecordException(
                "%s must be a time in ISO 8601 or in %s since 1970"
                        .formatted(
                                what,
                                config.unit() == EpochUnit.SECONDS ? "seconds" : "milliseconds"),
                cause);
    }
}
