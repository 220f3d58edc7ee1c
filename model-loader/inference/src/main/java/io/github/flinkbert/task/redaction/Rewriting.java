package io.github.flinkbert.task.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts replacements in the place of what was found. */
final class Rewriting {

    private Rewriting() {}

    /**
     * @param found in any order; those that overlap become one, of the type that was found first in
     *     this list
     */
    static Redaction of(String text, List<Finding> found, Replacement replacement) {
        StringBuilder redacted = new StringBuilder(text.length());
        List<RedactedSpan> spans = new ArrayList<>();
        int done = 0;
        for (Finding each : joined(text, found)) {
            redacted.append(text, done, each.start());
            int start = redacted.length();
            redacted.append(replaced(each, replacement));
            spans.add(
                    new RedactedSpan(
                            each.type(), each.start(), each.end(), start, redacted.length()));
            done = each.end();
        }
        redacted.append(text, done, text.length());
        return new Redaction(redacted.toString(), spans);
    }

    private static String replaced(Finding found, Replacement replacement) {
        if (replacement instanceof Replacement.Pseudonym pseudonym) {
            return "[%s-%s]"
                    .formatted(
                            found.type(), pseudonym.key().pseudonym(found.type(), found.value()));
        }
        return replacement instanceof Replacement.Marker ? "[%s]".formatted(found.type()) : "";
    }

    /** Nothing of what was found stays, wherever two findings end within each other. */
    private static List<Finding> joined(String text, List<Finding> found) {
        record Ranked(Finding finding, int rank) {}
        List<Ranked> sorted = new ArrayList<>();
        for (Finding each : found) {
            sorted.add(new Ranked(each, sorted.size()));
        }
        sorted.sort(Comparator.comparingInt(each -> each.finding().start()));
        List<Ranked> joined = new ArrayList<>();
        for (Ranked next : sorted) {
            Ranked last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || next.finding().start() >= last.finding().end()) {
                joined.add(next);
                continue;
            }
            Ranked first = next.rank() < last.rank() ? next : last;
            int start = last.finding().start();
            int end = Math.max(last.finding().end(), next.finding().end());
            boolean whole = first.finding().start() == start && first.finding().end() == end;
            joined.set(
                    joined.size() - 1,
                    whole
                            ? first
                            : new Ranked(
                                    new Finding(
                                            first.finding().type(),
                                            start,
                                            end,
                                            text.substring(start, end)),
                                    first.rank()));
        }
        return joined.stream().map(Ranked::finding).toList();
    }
}
