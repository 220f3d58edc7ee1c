package io.github.flinkbert.flink.option;

import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.flink.option.Option.Typed;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;
import org.apache.flink.configuration.MemorySize;

/** The kinds of values that options have. */
@Internal
public final class OptionTypes {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|min|h|d)");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "min", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    public static final Typed<String> TEXT =
            Typed.of("text", OptionTypes::text, OptionBuilder::stringType);

    public static final Typed<List<String>> LIST =
            Typed.text("a,b,…", text -> list(text, ",", "commas"));

    /** Questions have commas in them. */
    public static final Typed<List<String>> QUESTION_LIST =
            Typed.text("a?|b?|…", text -> list(text, "|", "|"));

    public static final Typed<Map<String, String>> ADAPTERS =
            Typed.text("name[=folder],…", OptionTypes::adapters);

    public static final Typed<Map<String, String>> NAMED_MODELS =
            Typed.text("value=name,…", text -> map(text, "value=name"));

    public static final Typed<Double> NUMBER =
            Typed.of("number", OptionTypes::number, OptionBuilder::doubleType);

    public static final Typed<Boolean> BOOLEAN =
            Typed.of("true|false", OptionTypes::bool, OptionBuilder::booleanType);

    public static final Typed<Duration> DURATION_TYPE =
            Typed.of("10s, 5min", OptionTypes::duration, OptionBuilder::durationType);

    public static final Typed<MemorySize> BYTES =
            Typed.of("64mb, 1gb", OptionTypes::bytes, OptionBuilder::memoryType);

    public static final Typed<Instant> INSTANT =
            Typed.text("2026-01-31T12:00:00Z", OptionTypes::instant);

    public static final Typed<ZoneId> ZONE = Typed.text("Europe/Berlin, +02:00", OptionTypes::zone);

    public static final Typed<Pattern> PATTERN =
            Typed.text("regular expression", OptionTypes::pattern);

    private OptionTypes() {}

    public static Typed<Integer> wholeNumber(int smallest) {
        return Typed.of(
                "number",
                text -> {
                    String expected = "a whole number of at least " + smallest;
                    try {
                        int value = Integer.parseInt(text.strip());
                        return require(value >= smallest, value, expected);
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException(expected, e);
                    }
                },
                OptionBuilder::intType);
    }

    /** The members of an enum under kebab-case names. */
    public static <E extends Enum<E>> Typed<E> choice(Class<E> members) {
        String names =
                Arrays.stream(members.getEnumConstants())
                        .map(OptionTypes::kebab)
                        .collect(Collectors.joining("|"));
        return Typed.text(
                names,
                text ->
                        Arrays.stream(members.getEnumConstants())
                                .filter(member -> kebab(member).equals(text.strip()))
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "one of " + names.replace("|", ", "))));
    }

    /** Some of these names, separated by commas. */
    public static Typed<List<String>> names(List<String> known) {
        return Typed.text(
                String.join("|", known) + ",…",
                text -> {
                    List<String> names = LIST.parser().parse(text);
                    return require(
                            known.containsAll(names), names, "one of " + String.join(", ", known));
                });
    }

    public static String kebab(Enum<?> member) {
        return member.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(String text) {
        return require(!text.isBlank(), text.strip(), "a text that is not empty");
    }

    private static List<String> list(String text, String separator, String name) {
        List<String> items =
                Arrays.stream(text.split(Pattern.quote(separator), -1))
                        .map(String::strip)
                        .distinct()
                        .toList();
        return require(
                items.stream().noneMatch(String::isEmpty),
                items,
                "a list, separated by %s, with no empty member".formatted(name));
    }

    /**
     * @param form such as {@code name=folder}
     */
    private static Map<String, String> map(String text, String form) {
        String expected =
                "%s, separated by commas, no %s twice"
                        .formatted(form, form.substring(0, form.indexOf('=')));
        Map<String, String> entries = new TreeMap<>();
        for (String item : text.split(",", -1)) {
            String[] parts = stripped(item.split("=", 2));
            boolean named = parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank();
            require(named && entries.put(parts[0], parts[1]) == null, item, expected);
        }
        return entries;
    }

    /** An adapter's name alone stands for itself. */
    private static Map<String, String> adapters(String text) {
        String expected =
                "name=folder, or the name of an adapter that ships, separated by commas, no name"
                        + " twice";
        Map<String, String> entries = new TreeMap<>();
        for (String item : text.split(",", -1)) {
            String[] parts = stripped(item.split("=", 2));
            String place = parts[parts.length - 1];
            boolean named = parts.length == 2 || ShippedAdapters.isName(place);
            require(
                    named
                            && !parts[0].isBlank()
                            && !place.isBlank()
                            && entries.put(parts[0], place) == null,
                    item,
                    expected);
        }
        return entries;
    }

    private static String[] stripped(String[] parts) {
        return Arrays.stream(parts).map(String::strip).toArray(String[]::new);
    }

    private static Double number(String text) {
        String expected = "a finite number";
        try {
            double value = Double.parseDouble(text.strip());
            return require(Double.isFinite(value), value, expected);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    private static Boolean bool(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        String expected = "a number with one of the units ms, s, min, h, d, such as 10s";
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(expected);
        }
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }

    private static MemorySize bytes(String text) {
        try {
            return MemorySize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a size in bytes, or with one of the units kb, mb, gb, such as 64mb", e);
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "an instant of ISO 8601 such as 2026-01-31T12:00:00Z", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "a time zone such as Europe/Berlin, UTC or +02:00", e);
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "a regular expression (%s)".formatted(e.getDescription()), e);
        }
    }

    private static <T> T require(boolean holds, T value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }
}
