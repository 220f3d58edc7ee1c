package io.github.flinkbert.cli.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/**
 * Gathers wrong predictions and shows some of them as a table in Markdown: the most frequent kinds
 * first, of each the one of the greatest weight, in turns. The same mistakes in the same order give
 * the same table. What points to a person by its form is replaced: addresses of e-mail, links,
 * names that begin with {@code @}, long numbers. For one thread.
 */
@Internal
public final class TypicalMistakes implements Consumer<Mistake> {

    private static final Map<Pattern, String> PERSONAL = personal();
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** Weights that differ by less are equal: a model's numbers depend a little on the machine. */
    private static final double GRAIN = 1e3;

    private final Map<String, List<Mistake>> byKind = new LinkedHashMap<>();
    private int size;

    private static Map<Pattern, String> personal() {
        Map<Pattern, String> all = new LinkedHashMap<>();
        all.put(Pattern.compile("(?:https?://|www\\.)\\S+"), "[link]");
        all.put(Pattern.compile("[\\w.+-]{1,64}@[\\w-]+\\.[\\w.-]+"), "[e-mail]");
        all.put(Pattern.compile("@\\w{2,}"), "@…");
        all.put(Pattern.compile("\\+?\\d(?:[ ()./-]?\\d){7,}"), "[number]");
        return all;
    }

    @Override
    public void accept(Mistake mistake) {
        byKind.computeIfAbsent(mistake.kind(), kind -> new ArrayList<>()).add(mistake);
        size++;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Some of them, no text twice. */
    List<Mistake> typical(int most) {
        List<List<Mistake>> kinds =
                byKind.entrySet().stream()
                        .sorted(
                                Comparator.comparingInt(
                                                (Map.Entry<String, List<Mistake>> kind) ->
                                                        -kind.getValue().size())
                                        .thenComparing(Map.Entry::getKey))
                        .map(kind -> byWeight(kind.getValue()))
                        .toList();
        List<Mistake> chosen = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        int longest = kinds.stream().mapToInt(List::size).max().orElse(0);
        int[] next = new int[kinds.size()];
        for (int turn = 0; turn < longest; turn++) {
            for (int kind = 0; kind < next.length && chosen.size() < most; kind++) {
                List<Mistake> all = kinds.get(kind);
                while (next[kind] < all.size() && !texts.add(text(all.get(next[kind])))) {
                    next[kind]++;
                }
                if (next[kind] < all.size()) {
                    chosen.add(all.get(next[kind]++));
                }
            }
        }
        return chosen;
    }

    private static String text(Mistake mistake) {
        return mistake.cells().values().iterator().next();
    }

    private static List<Mistake> byWeight(List<Mistake> mistakes) {
        return mistakes.stream()
                .sorted(Comparator.comparingDouble(each -> -Math.rint(each.weight() * GRAIN)))
                .toList();
    }

    /**
     * The table, or a sentence where there is no mistake.
     *
     * @param most of the mistakes that are shown
     * @param source what data they are from, and its licence
     */
    public String markdown(int most, String source) {
        if (size == 0) {
            return "No wrong prediction on %s.".formatted(source);
        }
        List<Mistake> chosen = typical(most);
        List<String> parts = new ArrayList<>();
        parts.add(
                ("%d of %,d wrong predictions on %s: the most frequent kinds first, of each those"
                                + " that the model is surest of or that are farthest off. E-mail"
                                + " addresses, links, @names and long numbers are replaced.")
                        .formatted(chosen.size(), size, source));
        Map<Set<String>, List<Mistake>> tables =
                chosen.stream()
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.cells().keySet(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        tables.forEach((columns, rows) -> parts.add(table(columns, rows)));
        return String.join("\n\n", parts);
    }

    private static String table(Set<String> columns, List<Mistake> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("| error | " + String.join(" | ", columns) + " |");
        lines.add("| --- |" + " --- |".repeat(columns.size()));
        for (Mistake row : rows) {
            lines.add(
                    "| %s | %s |"
                            .formatted(
                                    cell(row.kind()),
                                    row.cells().values().stream()
                                            .map(TypicalMistakes::cell)
                                            .collect(Collectors.joining(" | "))));
        }
        return String.join("\n", lines);
    }

    /** A text as a cell: one line, without Markdown or HTML of its own. */
    static String cell(String text) {
        String shown = text;
        for (Map.Entry<Pattern, String> each : PERSONAL.entrySet()) {
            shown = each.getKey().matcher(shown).replaceAll(each.getValue());
        }
        return WHITE_SPACE
                .matcher(shown)
                .replaceAll(" ")
                .strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\|*_`])", "\\\\$1");
    }
}
