package io.github.flinkbert.task.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.IBANValidator;
import org.apache.commons.validator.routines.IBANValidator.Validator;

/** Account numbers, as one word or in groups with a blank or a hyphen between them. */
final class Ibans {

    private static final Pattern BEGINNING = Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}");

    private Ibans() {}

    static List<Finding> find(String text, List<String> regions) {
        List<Finding> found = new ArrayList<>();
        Matcher beginning = BEGINNING.matcher(text);
        int next = 0;
        while (next <= text.length() && beginning.find(next)) {
            int end = end(text, beginning.start());
            next = beginning.start() + 2;
            if (end > 0) {
                next = end;
                found.add(
                        new Finding(
                                PersonalPattern.IBAN.name(),
                                beginning.start(),
                                end,
                                plain(text.substring(beginning.start(), end))));
            }
        }
        return found;
    }

    /** One past the last character of the account number that begins here; 0 where none does. */
    private static int end(String text, int start) {
        Validator country =
                IBANValidator.DEFAULT_IBAN_VALIDATOR.getValidator(
                        plain(text.substring(start, start + 4)));
        if (country == null) {
            return 0;
        }
        int length = country.getIbanLength();
        int taken = 0;
        int at = start;
        while (at < text.length() && taken < length) {
            char unit = text.charAt(at);
            boolean parts = (unit == ' ' || unit == '-') && taken > 0 && isPart(text, at - 1);
            if (!isPart(text, at) && !parts) {
                return 0;
            }
            taken += parts ? 0 : 1;
            at++;
        }
        boolean whole = taken == length && !isPart(text, at);
        return whole
                        && IBANValidator.DEFAULT_IBAN_VALIDATOR.isValid(
                                plain(text.substring(start, at)))
                ? at
                : 0;
    }

    private static boolean isPart(String text, int at) {
        return at < text.length()
                && text.charAt(at) < 128
                && Character.isLetterOrDigit(text.charAt(at));
    }

    private static String plain(String written) {
        return written.replace(" ", "").replace("-", "").toUpperCase(Locale.ROOT);
    }
}
