package io.github.flinkbert.task.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found by how it is written, and what only looks like it. */
class PersonalPatternTest {

    private static List<String> found(PersonalPattern pattern, String text) {
        return pattern.find(text, Redact.USUAL_REGIONS).stream()
                .map(each -> text.substring(each.start(), each.end()))
                .toList();
    }

    private static String marked(String text) {
        List<Finding> all =
                EnumSet.allOf(PersonalPattern.class).stream()
                        .flatMap(each -> each.find(text, Redact.USUAL_REGIONS).stream())
                        .toList();
        return Rewriting.of(text, all, new Replacement.Marker()).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to kim@example.com.|kim@example.com",
                "<Kim.Lee+news@mail.example.co.uk>|Kim.Lee+news@mail.example.co.uk",
                "메일은 kim_1@example.com으로 주세요|kim_1@example.com",
                "mailto:kim@example.com?subject=x|kim@example.com",
                "o'neil@example.museum|o'neil@example.museum",
                "kim@xn--9n2bp8q.xn--9t4b11yi5a,|kim@xn--9n2bp8q.xn--9t4b11yi5a",
                "kim@보기.한국 입니다|kim@보기.한국",
                "a@b@example.com|b@example.com",
                "x=kim@10.example.io/y|kim@10.example.io",
            })
    void anAddressOfEMailEndsWhereItsDomainDoes(String text, String address) {
        assertThat(found(PersonalPattern.EMAIL, text)).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@kim",
                "kim@",
                "kim@home",
                "5 @ 3.50",
                "a@b.c1",
                "kim @example.com",
                "@@@@",
                "a@.com"
            })
    void whatHasAnAtSignIsNoAddressByThat(String text) {
        assertThat(found(PersonalPattern.EMAIL, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call +1 650-253-0000 now|+1 650-253-0000",
                "(650) 253-0000|(650) 253-0000",
                "전화는010-1234-5678로|010-1234-5678",
                "02-2123-4567번|02-2123-4567",
                "+82 10 1234 5678|+82 10 1234 5678",
                "+49 30 901820|+49 30 901820",
                "고객센터 1588-1234|1588-1234",
                "02.2123.4567|02.2123.4567",
            })
    void aNumberOfAPhoneIsFoundInNationalAndInternationalForm(String text, String number) {
        assertThat(found(PersonalPattern.PHONE, text).stream().distinct()).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in 2015 and 2016",
                "12,345,678 won",
                "from 2026-11-29 12:30:45 on",
                "order 20261129-000017",
                "1234567",
                "본 날은 06.11.21 이다",
                "2015.03.17 13",
                "(1600–1650)",
                "1660 -- 1688",
            })
    void numbersThatNobodyCanCallAreNone(String text) {
        assertThat(found(PersonalPattern.PHONE, text)).isEmpty();
    }

    @Test
    void equalPhonesHaveEqualValuesHoweverTheyAreWritten() {
        Set<String> values =
                List.of("010-1234-5678", "+82 10-1234-5678", "01012345678").stream()
                        .flatMap(text -> PersonalPattern.PHONE.find(text, List.of("KR")).stream())
                        .map(Finding::value)
                        .collect(Collectors.toSet());
        assertThat(values).containsExactly("+821012345678");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IBAN: DE89 3704 0044 0532 0130 00.|DE89 3704 0044 0532 0130 00",
                "GB82WEST12345698765432 is it|GB82WEST12345698765432",
                "gb82west12345698765432|gb82west12345698765432",
                "NO93 8601 1117 947으로|NO93 8601 1117 947",
                "DE00 FR14 2004 1010 0505 0001 3M02 606|FR14 2004 1010 0505 0001 3M02 606",
            })
    void anAccountNumberIsOfItsCountrysLength(String text, String number) {
        assertThat(found(PersonalPattern.IBAN, text)).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89 3704 0044 0532 0130 01", // another check digit
                "DE89 3704 0044 0532 0130 0", // short
                "DE89370400440532013000X",
                "XDE89370400440532013000",
                "ZZ89 3704 0044 0532 0130 00",
                "IN 2015 it was",
                "DE8",
            })
    void whatFailsTheChecksOfAnAccountNumberIsNone(String text) {
        assertThat(found(PersonalPattern.IBAN, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pay 4111 1111 1111 1111 12/27|4111 1111 1111 1111",
                "4111111111111111|4111111111111111",
                "카드는5555-5555-5555-4444입니다|5555-5555-5555-4444",
                "3782 822463 10005|3782 822463 10005",
                "no 12 6011111111111117.|6011111111111117",
                "3530 1113 3330 0000|3530 1113 3330 0000",
                "30569309025904|30569309025904",
                "４１１１１１１１１１１１１１１１|４１１１１１１１１１１１１１１１",
            })
    void aCardHasAnIssuerAndTheRightCheckDigit(String text, String card) {
        assertThat(found(PersonalPattern.CARD, text)).containsExactly(card);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1112",
                "1234567812345670", // no issuer of cards
                "41111111111111111",
                "A4111111111111111",
                "3.4111111111111111",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "1700000000000",
                "3136310200025898602",
            })
    void numbersThatNoCardHasAreNone(String text) {
        assertThat(found(PersonalPattern.CARD, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from 10.0.0.1.|10.0.0.1",
                "10.0.0.1:8080|10.0.0.1",
                "[2001:db8::1]|2001:db8::1",
                "서버는192.168.10.255에서|192.168.10.255",
                "2001:0db8:0000:0000:0000:ff00:0042:8329|2001:0db8:0000:0000:0000:ff00:0042:8329",
                "::1|::1",
                "::ffff:10.0.0.1|::ffff:10.0.0.1",
                "FE80::1, then|FE80::1",
            })
    void addressesOfTheInternetAreFound(String text, String address) {
        assertThat(found(PersonalPattern.IP_ADDRESS, text)).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at 12:30:45", "version v1.2.3.4", "1.2.3", "1.2.3.4.5", "256.1.1.1", "std::dec",
                "a::b", "::", "12:30", "dead:beef", "1.2.3.4x", "..."
            })
    void timesVersionsAndNamesAreNoAddresses(String text) {
        assertThat(found(PersonalPattern.IP_ADDRESS, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "900101-1234568", // checked
                "9001011234568",
                "201105-3000000", // of who was born since the check digit went
                "900101-5234561", // a foreigner's
            })
    void aKoreanResidentNumberHasADateAndACheckDigit(String number) {
        assertThat(found(PersonalPattern.RESIDENT_NUMBER, "번호는 " + number + "입니다"))
                .containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "900101-1234567",
                "901301-1234568",
                "900230-1234560",
                "1900101-1234568",
                "900101-12345680",
                "900101--1234568"
            })
    void numbersWithoutADateOrWithAnotherCheckDigitAreNone(String text) {
        assertThat(found(PersonalPattern.RESIDENT_NUMBER, text)).isEmpty();
    }

    @Test
    void severalKindsInOneTextAreEachReplaced() {
        assertThat(
                        marked(
                                "Kim <kim@example.com>, +82 10-1234-5678, 900101-1234568,"
                                        + " 4111-1111-1111-1111, GB82 WEST 1234 5698 7654 32 at"
                                        + " 10.0.0.1 🙂"))
                .isEqualTo(
                        "Kim <[EMAIL]>, [PHONE], [RESIDENT_NUMBER], [CARD], [IBAN] at [IP_ADDRESS]"
                                + " 🙂");
    }

    @Test
    @Timeout(20)
    void hostileTextsTakeTimeInProportionToTheirLength() {
        for (String unit :
                List.of(
                        "a", "@", "a@", ".", "1", "1 ", "1-", "4111 ", ":", "::", "1:", "DE89 ",
                        "(1) ", "+1")) {
            marked(unit.repeat(100_000 / unit.length()));
        }
    }
}
