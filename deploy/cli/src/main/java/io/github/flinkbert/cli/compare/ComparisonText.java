package io.github.flinkbert.cli.compare;

import io.github.flinkbert.cli.compare.UseView.Scored;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison for people. */
final class ComparisonText {

    private ComparisonText() {}

    static void print(Comparison comparison, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%n%s (%s, %,d numbers)%n",
                comparison.model(),
                comparison.family(),
                comparison.numbers());
        for (int i = 0; i < comparison.uses().size(); i++) {
            UseView view = comparison.uses().get(i);
            out.printf("  %d  %s%n", i + 1, marked(view.use()));
            line(out, "nearest", view.neighbours());
            line(out, "in its place", view.inItsPlace());
            line(out, "attends to", view.attendsTo());
        }
        for (int i = 0; i < comparison.cosines().size(); i++) {
            for (int j = i + 1; j < comparison.cosines().size(); j++) {
                out.printf(
                        Locale.ROOT,
                        "  %d and %d: cosine %.3f%n",
                        i + 1,
                        j + 1,
                        comparison.cosines().get(i).get(j));
            }
        }
    }

    private static void line(PrintWriter out, String what, List<Scored> words) {
        if (!words.isEmpty()) {
            out.printf(
                    "     %-14s%s%n",
                    what + ':',
                    words.stream()
                            .map(
                                    each ->
                                            String.format(
                                                    Locale.ROOT,
                                                    "%s %.2f",
                                                    each.word(),
                                                    each.score()))
                            .collect(Collectors.joining(", ")));
        }
    }

    static String marked(Use use) {
        return use.sentence().substring(0, use.start())
                + '['
                + use.word()
                + ']'
                + use.sentence().substring(use.end());
    }
}
