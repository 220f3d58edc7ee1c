package io.github.flinkbert.task.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewritingTest {

    private static final String TEXT = "Ann met Bob in Rome.";

    @TempDir Path temp;

    private static Finding at(String type, int start, int end) {
        return new Finding(type, start, end, TEXT.substring(start, end));
    }

    private static final List<Finding> NAMES =
            List.of(at("PER", 8, 11), at("PER", 0, 3), at("LOC", 15, 19));

    @Test
    void markersStandWhereThePersonalDataStood() {
        Redaction redacted = Rewriting.of(TEXT, NAMES, new Replacement.Marker());
        assertThat(redacted.text()).isEqualTo("[PER] met [PER] in [LOC].");
        assertThat(redacted.spans())
                .containsExactly(
                        new RedactedSpan("PER", 0, 3, 0, 5),
                        new RedactedSpan("PER", 8, 11, 10, 15),
                        new RedactedSpan("LOC", 15, 19, 19, 24));
        for (RedactedSpan span : redacted.spans()) {
            assertThat(redacted.text().substring(span.redactedStart(), span.redactedEnd()))
                    .isEqualTo("[" + span.type() + "]");
        }
    }

    @Test
    void whatIsCutOutLeavesNothing() {
        Redaction redacted = Rewriting.of(TEXT, NAMES, new Replacement.Cut());
        assertThat(redacted.text()).isEqualTo(" met  in .");
        assertThat(redacted.spans().get(2)).isEqualTo(new RedactedSpan("LOC", 15, 19, 9, 9));
    }

    @Test
    void offsetsMoveWithTheText() {
        Redaction redacted = Rewriting.of(TEXT, NAMES, new Replacement.Marker());
        assertThat(redacted.movedStart(4)).isEqualTo(6); // met
        assertThat(redacted.movedEnd(7)).isEqualTo(9);
        assertThat(redacted.movedStart(9)).isEqualTo(10); // within Bob
        assertThat(redacted.movedEnd(9)).isEqualTo(15);
        assertThat(redacted.movedStart(8)).isEqualTo(10);
        assertThat(redacted.movedEnd(8)).isEqualTo(10); // ends before Bob
        assertThat(redacted.movedStart(11)).isEqualTo(15); // begins behind Bob
        assertThat(redacted.movedStart(0)).isZero();
        assertThat(redacted.movedEnd(TEXT.length())).isEqualTo(redacted.text().length());
    }

    @Test
    void overlappingFindingsAreReplacedTogether() {
        List<Finding> found = List.of(at("EMAIL", 4, 11), at("PER", 8, 14), at("LOC", 12, 14));
        Redaction redacted = Rewriting.of(TEXT, found, new Replacement.Marker());
        assertThat(redacted.text()).isEqualTo("Ann [EMAIL] Rome.");
        assertThat(redacted.spans()).containsExactly(new RedactedSpan("EMAIL", 4, 14, 4, 11));
    }

    @Test
    void onePseudonymForOneValueOfATypeUnderOneKey() {
        Replacement one = new Replacement.Pseudonym(key("0123456789abcdef"));
        Replacement other = new Replacement.Pseudonym(key("0123456789abcdeF"));
        String text = "Ann and Ann";
        Finding first = new Finding("PER", 0, 3, "Ann");
        Finding second = new Finding("PER", 8, 11, "Ann");
        String redacted = Rewriting.of(text, List.of(first, second), one).text();
        // openssl: printf 'PER\0Ann' | openssl dgst -sha256 -hmac 0123456789abcdef
        assertThat(redacted).isEqualTo("[PER-39fbcdb0e59e2815] and [PER-39fbcdb0e59e2815]");
        assertThat(Rewriting.of(text, List.of(first), other).text())
                .isNotEqualTo(Rewriting.of(text, List.of(first), one).text());
        assertThat(Rewriting.of(text, List.of(new Finding("LOC", 0, 3, "Ann")), one).text())
                .doesNotContain(redacted.substring(5, 21));
    }

    @Test
    void aKeyIsReadWithoutItsLinesEndAndNeverShown() throws IOException {
        Path file = temp.resolve("key");
        Files.writeString(file, "0123456789abcdef\r\n");
        assertThat(PseudonymKey.read(file)).isEqualTo(key("0123456789abcdef"));
        assertThat(PseudonymKey.read(file).toString()).doesNotContain("0123");
        assertThat(new Finding("PER", 0, 3, "Ann").toString()).doesNotContain("Ann");
    }

    @Test
    void aKeyThatCouldBeTriedOutIsRefused() throws IOException {
        Path file = temp.resolve("key");
        Files.writeString(file, "short\n");
        assertThatThrownBy(() -> PseudonymKey.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": a key for pseudonyms must have at least 16 bytes, found 5");
        assertThatThrownBy(() -> PseudonymKey.read(temp.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read from " + temp.resolve("none"));
    }

    private static PseudonymKey key(String text) {
        return PseudonymKey.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
