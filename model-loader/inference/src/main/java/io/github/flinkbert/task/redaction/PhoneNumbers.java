package io.github.flinkbert.task.redaction;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Numbers that Google's libphonenumber finds, valid in their country. */
final class PhoneNumbers {

    /** No country has valid numbers of fewer digits that are no service. */
    private static final int FEWEST_DIGITS = 7;

    private PhoneNumbers() {}

    static List<Finding> find(String text, List<String> regions) {
        List<Finding> found = new ArrayList<>();
        if (text.chars().filter(Character::isDigit).count() < FEWEST_DIGITS) {
            return found;
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        for (String region : regions.isEmpty() ? List.of("ZZ") : regions) {
            Iterable<PhoneNumberMatch> matches =
                    numbers.findNumbers(text, region, Leniency.VALID, Long.MAX_VALUE);
            for (PhoneNumberMatch match : matches) {
                found.add(
                        new Finding(
                                PersonalPattern.PHONE.name(),
                                match.start(),
                                match.end(),
                                numbers.format(match.number(), PhoneNumberFormat.E164)));
            }
        }
        return found;
    }

    /** The countries that there are numbers of, by their codes in ISO 3166. */
    static Set<String> regions() {
        return new TreeSet<>(PhoneNumberUtil.getInstance().getSupportedRegions());
    }
}
