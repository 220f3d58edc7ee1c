package io.github.flinkbert.task.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Addresses as RFC 5322's {@code dot-atom "@" domain} has them, less the rarest characters: around
 * every {@code @} as much as can be part of it. Words of other scripts may follow without a blank,
 * as Korean particles do.
 */
final class Emails {

    private static final String MARKS = "._%+-'~";

    private Emails() {}

    static List<Finding> find(String text, List<String> regions) {
        List<Finding> found = new ArrayList<>();
        int floor = 0; // nothing is read twice, however many signs there are
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = start(text, floor, at);
            int end = start == at ? at : domainEnd(text, at + 1);
            floor = at + 1;
            if (end > at + 1) {
                floor = end;
                found.add(
                        new Finding(
                                PersonalPattern.EMAIL.name(),
                                start,
                                end,
                                text.substring(start, end).toLowerCase(Locale.ROOT)));
            }
        }
        return found;
    }

    private static int start(String text, int floor, int at) {
        int ascii = at;
        while (ascii > floor && isLocal(text.charAt(ascii - 1))) {
            ascii--;
        }
        int start = ascii;
        if (ascii == at) { // a name in another script
            while (start > floor && Character.isLetterOrDigit(text.charAt(start - 1))) {
                start--;
            }
        }
        while (start < at
                && !Character.isLetterOrDigit(text.charAt(start))
                && text.charAt(start) != '_') {
            start++;
        }
        return start;
    }

    private static boolean isLocal(char unit) {
        return isAsciiLetterOrDigit(unit) || MARKS.indexOf(unit) >= 0;
    }

    private static boolean isAsciiLetterOrDigit(char unit) {
        return unit < 128 && Character.isLetterOrDigit(unit);
    }

    /** One past the last label of a domain of two labels or more; {@code from} where it is none. */
    private static int domainEnd(String text, int from) {
        int end = from;
        int labels = 0;
        int next = from;
        while (next < text.length()) {
            int stop = labelEnd(text, next);
            if (stop == next) {
                break;
            }
            labels++;
            if (labels > 1 && isTop(text, next, stop)) {
                end = stop;
            }
            if (stop >= text.length() || text.charAt(stop) != '.') {
                break;
            }
            next = stop + 1;
        }
        return end;
    }

    /** A label that begins with ASCII ends before a letter of another script. */
    private static int labelEnd(String text, int from) {
        boolean ascii = isAsciiLetterOrDigit(text.charAt(from));
        int end = from;
        while (end < text.length() && isLabel(text.charAt(end), ascii)) {
            end++;
        }
        while (end > from && text.charAt(end - 1) == '-') {
            end--;
        }
        return end;
    }

    private static boolean isLabel(char unit, boolean ascii) {
        return unit == '-'
                || (ascii ? isAsciiLetterOrDigit(unit) : Character.isLetterOrDigit(unit));
    }

    private static boolean isTop(String text, int from, int to) {
        return to - from >= 2
                && (text.startsWith("xn--", from)
                        || text.substring(from, to).chars().allMatch(Character::isLetter));
    }
}
