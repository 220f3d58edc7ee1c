package io.github.flinkbert.task.redaction;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of payment cards: 13 to 19 digits, as one word or in groups of three and more with the
 * same blank or hyphen between them, that begin as an issuer's do and have the right check digit.
 */
final class CardNumbers {

    private static final int FEWEST = 13;
    private static final int MOST = 19;
    private static final int SMALLEST_GROUP = 3;

    /** How numbers of more than 16 digits begin: UnionPay's and Maestro's, and a few of Visa's. */
    private static final List<String> LONG =
            List.of("4", "50", "56", "57", "58", "6011", "62", "63", "67");

    private CardNumbers() {}

    static List<Finding> find(String text, List<String> regions) {
        List<Finding> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (!isDigit(text, at)) {
                at++;
                continue;
            }
            int group = groupEnd(text, at);
            Finding card = isInWord(text, at) ? null : longest(text, at);
            if (card != null) {
                found.add(card);
            }
            at = card != null ? card.end() : group;
        }
        return found;
    }

    /** The longest number whose first group begins here; null where there is none. */
    private static @Nullable Finding longest(String text, int start) {
        StringBuilder digits = new StringBuilder(MOST);
        int at = start;
        char separator = 0;
        Finding longest = null;
        while (digits.length() < MOST && isDigit(text, at)) {
            int end = groupEnd(text, at);
            if (end - at > MOST - digits.length()) {
                break;
            }
            for (int i = at; i < end; i++) {
                digits.append((char) ('0' + Character.digit(text.charAt(i), 10)));
            }
            if (end - at < SMALLEST_GROUP && digits.length() < MOST - SMALLEST_GROUP) {
                break;
            }
            if (!isLetter(text, end) && isCard(digits.toString())) {
                longest = new Finding(PersonalPattern.CARD.name(), start, end, digits.toString());
            }
            char next = end < text.length() ? text.charAt(end) : 0;
            boolean parts = next == ' ' || next == '-' || next == '\u00a0';
            if (!parts || (separator != 0 && separator != next)) {
                break;
            }
            separator = next;
            at = end + 1;
        }
        return longest;
    }

    private static boolean isCard(String digits) {
        return digits.length() >= FEWEST
                && isIssued(digits)
                && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits);
    }

    /** Whether an issuer of payment cards has numbers of this beginning and length. */
    private static boolean isIssued(String digits) {
        return switch (digits.length()) {
            case 13 -> digits.startsWith("4");
            case 14 -> digits.startsWith("3");
            case 15 -> digits.startsWith("34") || digits.startsWith("37");
            case 16 -> "234569".indexOf(digits.charAt(0)) >= 0;
            default -> LONG.stream().anyMatch(digits::startsWith);
        };
    }

    private static int groupEnd(String text, int from) {
        int end = from;
        while (isDigit(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && Character.isDigit(text.charAt(at));
    }

    private static boolean isLetter(String text, int at) {
        return at < text.length() && text.charAt(at) < 128 && Character.isLetter(text.charAt(at));
    }

    /** Whether a letter, or the point of a fraction, stands right before. */
    private static boolean isInWord(String text, int at) {
        return at > 0
                && (isLetter(text, at - 1)
                        || (at > 1 && text.charAt(at - 1) == '.' && isDigit(text, at - 2)));
    }
}
