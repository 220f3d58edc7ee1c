package io.github.flinkbert.task.redaction;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Korean resident registration numbers, and those of foreigners: a date of birth, a digit for
 * century and sex, six more. Numbers given out since October 2020 have no check digit: of those who
 * were born since then none is asked for.
 *
 * <p>Source: Resident Registration Act, Enforcement Rules, Article 2, and its change of 5 October
 * 2020.
 */
final class ResidentNumbers {

    private static final Pattern WRITTEN =
            Pattern.compile("(?<![0-9A-Za-z])([0-9]{6})[- ]?([0-9]{7})(?![0-9A-Za-z])");

    private static final int[] FACTORS = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
    private static final LocalDate UNCHECKED = LocalDate.of(2020, 10, 5);

    private ResidentNumbers() {}

    static List<Finding> find(String text, List<String> regions) {
        List<Finding> found = new ArrayList<>();
        Matcher written = WRITTEN.matcher(text);
        while (written.find()) {
            String digits = written.group(1) + written.group(2);
            if (isValid(digits)) {
                found.add(
                        new Finding(
                                PersonalPattern.RESIDENT_NUMBER.name(),
                                written.start(),
                                written.end(),
                                digits));
            }
        }
        return found;
    }

    private static boolean isValid(String digits) {
        int kind = digits.charAt(6) - '0';
        int century =
                switch (kind) {
                    case 9, 0 -> 1800;
                    case 1, 2, 5, 6 -> 1900;
                    default -> 2000;
                };
        LocalDate born;
        try {
            born = LocalDate.of(century + number(digits, 0), number(digits, 2), number(digits, 4));
        } catch (DateTimeException e) {
            return false;
        }
        return !born.isBefore(UNCHECKED) || isChecked(digits, kind >= 5 && kind <= 8);
    }

    private static int number(String digits, int at) {
        return Integer.parseInt(digits.substring(at, at + 2));
    }

    private static boolean isChecked(String digits, boolean foreigner) {
        int sum = 0;
        for (int i = 0; i < FACTORS.length; i++) {
            sum += FACTORS[i] * (digits.charAt(i) - '0');
        }
        int check = 11 - sum % 11 + (foreigner ? 2 : 0);
        return check % 10 == digits.charAt(12) - '0';
    }
}
