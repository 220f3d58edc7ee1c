package io.github.flinkbert.task.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.testing.SharedData;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random values of ten kinds, made here by other code, in sentences of two languages. */
@Timeout(120)
class PlantedPersonalDataTest {

    private static final int TEXTS_A_KIND = 2000;

    private static final List<String> SENTENCES =
            List.of(
                    "Please reach me under %s before 5 pm on 12/11/2026.",
                    "%s",
                    "The order 2026-1142 of 3 items (19.99) goes to %s, thank you!",
                    "연락은 %s로 부탁드립니다. 2026년 11월 29일 12:30",
                    "내 정보: %s 입니다 🙂",
                    "\"%s\" was written on page 17 of 200.");

    private static final Map<String, Function<Random, String>> KINDS =
            Map.of(
                    "e-mail",
                    PlantedPersonalDataTest::email,
                    "phone, international",
                    r -> phone(r, PhoneNumberFormat.INTERNATIONAL),
                    "phone, national",
                    r -> phone(r, PhoneNumberFormat.NATIONAL),
                    "phone, E.164",
                    r -> phone(r, PhoneNumberFormat.E164),
                    "IBAN",
                    PlantedPersonalDataTest::iban,
                    "card",
                    PlantedPersonalDataTest::card,
                    "IPv4",
                    PlantedPersonalDataTest::ip4,
                    "IPv6",
                    PlantedPersonalDataTest::ip6,
                    "resident number",
                    r -> resident(r, 1 + r.nextInt(4)),
                    "foreigner's resident number",
                    r -> resident(r, 5 + r.nextInt(4)));

    private static String redacted(String text) {
        List<Finding> found = new ArrayList<>();
        for (PersonalPattern pattern : EnumSet.allOf(PersonalPattern.class)) {
            found.addAll(pattern.find(text, Redact.USUAL_REGIONS));
        }
        return Rewriting.of(text, found, new Replacement.Cut()).text();
    }

    @Test
    void ninetyNineOfAHundredPlantedValuesAreTakenOutOfEachKind() {
        Random random = RandomSeed.random();
        Map<String, Double> shares = new TreeMap<>();
        KINDS.forEach(
                (kind, make) -> {
                    int gone = 0;
                    for (int i = 0; i < TEXTS_A_KIND; i++) {
                        String planted = make.apply(random);
                        String sentence = SENTENCES.get(random.nextInt(SENTENCES.size()));
                        gone += redacted(sentence.formatted(planted)).contains(planted) ? 0 : 1;
                    }
                    shares.put(kind, gone / (double) TEXTS_A_KIND);
                });
        assertThat(shares.values())
                .as("%s", shares)
                .allSatisfy(s -> assertThat(s).isGreaterThanOrEqualTo(0.99));
    }

    /** Of the texts that this machine has; at least the fixture's. */
    @Test
    void textsWithoutPersonalDataStayAsTheyAre() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : SharedData.files("texts-ko")) {
            texts.addAll(Files.readAllLines(file));
        }
        for (Path file : SharedData.files("sts-ko")) {
            texts.addAll(Files.readAllLines(file));
        }
        List<String> changed = texts.stream().filter(text -> !redacted(text).equals(text)).toList();
        assertThat(changed.size())
                .as("%s", changed)
                .isLessThanOrEqualTo(Math.max(1, texts.size() / 200));
    }

    private static String email(Random random) {
        String name = letters(random, 3 + random.nextInt(8));
        return name
                + List.of("", ".kim", "_1", "+x", "-lee").get(random.nextInt(5))
                + "@"
                + letters(random, 4)
                + List.of(".com", ".co.kr", ".example.org", ".io").get(random.nextInt(4));
    }

    private static String letters(Random random, int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String phone(Random random, PhoneNumberFormat format) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        while (true) {
            boolean korean = random.nextBoolean();
            String national =
                    korean
                            ? "010" + (2 + random.nextInt(8)) + digits(random, 7)
                            : (2 + random.nextInt(8))
                                    + digits(random, 2)
                                    + (2 + random.nextInt(8))
                                    + digits(random, 6);
            try {
                PhoneNumber number = numbers.parse(national, korean ? "KR" : "US");
                if (numbers.isValidNumber(number)) {
                    return numbers.format(number, format);
                }
            } catch (NumberParseException e) {
                throw new AssertionError(national, e);
            }
        }
    }

    private static String iban(Random random) {
        String country = List.of("DE", "AT", "BE").get(random.nextInt(3));
        int length = country.equals("DE") ? 18 : country.equals("AT") ? 16 : 12;
        String account = digits(random, length);
        String numbers = account + (country.charAt(0) - 55) + (country.charAt(1) - 55) + "00";
        int check = 98 - new BigInteger(numbers).mod(BigInteger.valueOf(97)).intValue();
        String iban = "%s%02d%s".formatted(country, check, account);
        return random.nextBoolean() ? iban : iban.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private static String card(Random random) {
        String begin = List.of("4", "51", "55", "6011", "3528", "62").get(random.nextInt(6));
        String body = begin + digits(random, 15 - begin.length());
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            int digit = body.charAt(i) - '0';
            int doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += i % 2 == 0 ? doubled : digit;
        }
        String card = body + (10 - sum % 10) % 10;
        return List.of(
                        card,
                        card.replaceAll("(.{4})(?=.)", "$1 "),
                        card.replaceAll("(.{4})(?=.)", "$1-"))
                .get(random.nextInt(3));
    }

    private static String ip4(Random random) {
        return "%d.%d.%d.%d"
                .formatted(
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256));
    }

    private static String ip6(Random random) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            groups.add(Integer.toHexString(0x1000 + random.nextInt(0xefff)));
        }
        String whole = String.join(":", groups);
        String shorter = groups.get(0) + "::" + groups.get(1) + ":1";
        return random.nextBoolean() ? whole : shorter.toUpperCase(Locale.ROOT);
    }

    private static String resident(Random random, int kind) {
        String digits =
                "%02d%02d%02d%d%s"
                        .formatted(
                                random.nextInt(20),
                                1 + random.nextInt(12),
                                1 + random.nextInt(28),
                                kind,
                                digits(random, 5));
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (2 + i % 8) * (digits.charAt(i) - '0');
        }
        int check = (11 - sum % 11 + (kind >= 5 ? 2 : 0)) % 10;
        return digits.substring(0, 6) + "-" + digits.substring(6) + check;
    }
}
