package io.github.flinkbert.task.redaction;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** Kinds of personal data that are found by how they are written, without a model. */
@PublicEvolving
public enum PersonalPattern {
    /** Addresses of e-mail, {@code kim@example.com}. */
    EMAIL(Emails::find),
    /** Phone numbers that libphonenumber holds for valid, in national or international form. */
    PHONE(PhoneNumbers::find),
    /** Account numbers of ISO 13616, of the country's length and with the right check digits. */
    IBAN(Ibans::find),
    /** Numbers of payment cards, with the right check digit (ISO/IEC 7812, Luhn). */
    CARD(CardNumbers::find),
    /** Internet addresses, IPv4 and IPv6. */
    IP_ADDRESS(IpAddresses::find),
    /**
     * Korean resident registration numbers, of a date that there is, with the right check digit.
     */
    RESIDENT_NUMBER(ResidentNumbers::find);

    @SuppressWarnings("ImmutableEnumChecker") // a method without a state
    private final PatternFinder finder;

    PersonalPattern(PatternFinder finder) {
        this.finder = finder;
    }

    List<Finding> find(String text, List<String> regions) {
        return finder.find(text, regions);
    }
}
