package io.github.flinkbert.cli.evaluate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/** The scores of an evaluation's parts, such as its types, as a table in Markdown. */
@Internal
public final class PartScores {

    private static final String F1 = "f1";
    private static final int MANY = 40;
    private static final int LOWEST = 20;

    private PartScores() {}

    /**
     * Of very many parts those with the lowest F1.
     *
     * @param data what was scored, for people
     */
    public static String markdown(String data, Map<String, Map<String, Number>> parts) {
        if (parts.size() <= MANY) {
            return "By type, on %s:\n\n%s".formatted(data, table(parts));
        }
        Map<String, Map<String, Number>> lowest = new LinkedHashMap<>();
        parts.entrySet().stream()
                .sorted(
                        Comparator.comparingDouble(
                                part -> part.getValue().getOrDefault(F1, 0).doubleValue()))
                .limit(LOWEST)
                .forEach(part -> lowest.put(part.getKey(), part.getValue()));
        return "The %d of %,d types with the lowest F1, on %s:\n\n%s"
                .formatted(LOWEST, parts.size(), data, table(lowest));
    }

    private static String table(Map<String, Map<String, Number>> parts) {
        List<String> names =
                parts.values().stream().flatMap(row -> row.keySet().stream()).distinct().toList();
        return Stream.concat(
                        Stream.of(
                                "| of | " + String.join(" | ", names) + " |",
                                "| --- |" + " ---: |".repeat(names.size())),
                        parts.entrySet().stream()
                                .map(part -> row(part.getKey(), names, part.getValue())))
                .collect(Collectors.joining("\n"));
    }

    private static String row(String part, List<String> names, Map<String, Number> scores) {
        return "| %s | %s |"
                .formatted(
                        TypicalMistakes.cell(part),
                        names.stream()
                                .map(name -> number(scores.get(name)))
                                .collect(Collectors.joining(" | ")));
    }

    private static String number(@Nullable Number value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Integer || value instanceof Long) {
            return String.format(Locale.ROOT, "%,d", value.longValue());
        }
        double exact = value.doubleValue();
        return String.format(Locale.ROOT, Math.abs(exact) <= 1 ? "%.3f" : "%.1f", exact);
    }
}
