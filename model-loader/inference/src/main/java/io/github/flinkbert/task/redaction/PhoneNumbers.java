package io.github.flinkbert.task.redaction;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers that Google's libphonenumber finds, valid in their country; less dates and stretches of
 * years, which are numbers of a phone somewhere.
 */
final class PhoneNumbers {

    /** No country has valid numbers of fewer digits that are no service. */
    private static final int FEWEST_DIGITS = 7;

    /** Of the unknown country: numbers are then found by their country code alone. */
    private static final String NO_REGION = "ZZ";

    private static final Pattern DATE =
            Pattern.compile(
                    "[\\[(]?(?:[0-9]{4}|[0-9]{2})([./-])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12][0-9]|3[01])(?![0-9]).*");

    private static final Pattern YEARS =
            Pattern.compile("\\(?([12][0-9]{3})\\s*(?:[-–—~]|--)\\s*([12][0-9]{3})\\)?");

    private PhoneNumbers() {}

    static List<Finding> find(String text, List<String> regions) {
        List<Finding> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (!isPart(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            int digits = 0;
            while (end < text.length() && isPart(text.charAt(end))) {
                digits += Character.isDigit(text.charAt(end)) ? 1 : 0;
                end++;
            }
            if (digits >= FEWEST_DIGITS) {
                add(text, at, end, regions.isEmpty() ? List.of(NO_REGION) : regions, found);
            }
            at = end;
        }
        return found;
    }

    /** The library is slow: it is shown what can be a number, and the characters around it. */
    private static void add(
            String text, int from, int to, List<String> regions, List<Finding> found) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        int start = Math.max(0, from - 1);
        String stretch = text.substring(start, Math.min(text.length(), to + 1));
        for (String region : regions) {
            Iterable<PhoneNumberMatch> matches =
                    numbers.findNumbers(stretch, region, Leniency.VALID, Long.MAX_VALUE);
            for (PhoneNumberMatch match : matches) {
                if (!isTime(match.rawString())) {
                    found.add(
                            new Finding(
                                    PersonalPattern.PHONE.name(),
                                    start + match.start(),
                                    start + match.end(),
                                    numbers.format(match.number(), PhoneNumberFormat.E164)));
                }
            }
        }
    }

    private static boolean isTime(String written) {
        if (DATE.matcher(written).matches()) {
            return true;
        }
        Matcher years = YEARS.matcher(written);
        return years.matches() && years.group(1).compareTo(years.group(2)) < 0;
    }

    /** What numbers are written with; letters begin extensions, which may stay. */
    private static boolean isPart(char unit) {
        return Character.isDigit(unit)
                || Character.isSpaceChar(unit)
                || Character.getType(unit) == Character.DASH_PUNCTUATION
                || "+()[]./~∼*\u2060\uFF0B\u2212".indexOf(unit) >= 0;
    }

    /** Whether there are numbers of a country, by its code in ISO 3166. */
    static boolean isRegion(String code) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(code);
    }
}
