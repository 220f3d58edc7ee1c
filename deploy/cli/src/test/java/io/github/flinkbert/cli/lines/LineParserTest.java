package io.github.flinkbert.cli.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.TextRejectedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineParserTest {

    @Test
    void plainLineIsATextNumberedByItsPlace() {
        Line.Text line = text(LineFormat.AUTO, 3, "Hello, 안녕 😀");

        assertThat(line.id().toString()).isEqualTo("3");
        assertThat(line.text()).isEqualTo("Hello, 안녕 😀");
    }

    @Test
    void jsonLineKeepsItsOwnId() {
        Line.Text line =
                text(LineFormat.AUTO, 3, "{\"id\":\"a\",\"text\":\"t\",\"question\":\"q\"}");

        assertThat(line.id().toString()).isEqualTo("\"a\"");
        assertThat(line.text()).isEqualTo("t");
        assertThat(line.field("question")).isEqualTo(Optional.of("q"));
    }

    @Test
    void numericIdStaysANumber() {
        assertThat(text(LineFormat.AUTO, 1, "{\"id\":42,\"text\":\"t\"}").id().toString())
                .isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240501.10",
                "1e400",
                "1E+5",
                "-0.0",
                "-0",
                "123456789012345678901234567890"
            })
    void numericIdIsWrittenAsItWasRead(String id) throws Exception {
        Line.Text line = text(LineFormat.AUTO, 1, "{\"id\":%s,\"text\":\"t\"}".formatted(id));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new LineWriter(out).result(line.id(), json -> {});

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"id\":%s}\n".formatted(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\":\"t\"}", "{\"id\":null,\"text\":\"t\"}"})
    void jsonLineWithoutIdIsNumberedByItsPlace(String line) {
        assertThat(text(LineFormat.AUTO, 9, line).id().toString()).isEqualTo("9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name} is not JSON", "{", "[1, 2]", "42", "\"quoted\"", "", "   "})
    void whatDoesNotBeginLikeAnObjectIsPlainText(String line) {
        assertThat(text(LineFormat.AUTO, 1, line).text()).isEqualTo(line);
    }

    @Test
    void plainFormatTakesJsonForText() {
        String line = "{\"text\":\"t\"}";

        assertThat(text(LineFormat.PLAIN, 1, line).text()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":1}                       | \"text\" is missing, expected a string",
                "{\"text\":null}                  | \"text\" is null, expected a string",
                "{\"text\":7}                     | \"text\" is a number, expected a string",
                "{\"text\":[]}                    | \"text\" is an array, expected a string",
                "{\"id\":[1],\"text\":\"t\"}      |"
                        + " \"id\" is an array, expected a string or a number",
            })
    void objectWithoutAUsableTextSaysWhatIsWrong(String line, String reason) {
        assertThat(unreadable(LineFormat.AUTO, line).reason()).isEqualTo(reason);
    }

    @Test
    void aFieldThatACommandReadsIsAStringOrMissing() {
        Line.Text line = text(LineFormat.AUTO, 1, "{\"text\":\"t\",\"question\":1,\"a\":null}");

        assertThatThrownBy(() -> line.field("question"))
                .isInstanceOf(TextRejectedException.class)
                .hasMessage("\"question\" is a number, expected a string");
        assertThat(line.field("a")).isEmpty();
        assertThat(line.field("b")).isEmpty();
        assertThat(text(LineFormat.AUTO, 1, "plain").field("question")).isEmpty();
    }

    @Test
    void aLineCountsForAllItsStrings() {
        assertThat(text(LineFormat.AUTO, 1, "four").length()).isEqualTo(4);
        assertThat(text(LineFormat.AUTO, 1, "{\"text\":\"four\",\"b\":\"12\",\"c\":1}").length())
                .isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"secret",
                "{\"text\":\"secret\"} trailing",
                "{\"text\":\"secret\",\"text\":\"again\"}",
                "{\"text\" \"secret\"}"
            })
    void damagedJsonIsAnErrorThatDoesNotQuoteTheLine(String line) {
        assertThat(unreadable(LineFormat.AUTO, line).reason())
                .startsWith("the line is not a JSON object: ")
                .doesNotContain("secret")
                .doesNotContain("\n");
    }

    @Test
    void jsonFormatRefusesPlainText() {
        assertThat(unreadable(LineFormat.JSON, "[1]").reason())
                .isEqualTo("the line is an array, expected a JSON object with a \"text\"");
        assertThat(unreadable(LineFormat.JSON, "").reason()).isNotEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AreAnError() {
        Line line = new LineParser(LineFormat.AUTO).parse(5, new byte[] {'a', (byte) 0xFF});

        assertThat(line)
                .isInstanceOfSatisfying(
                        Line.Unreadable.class,
                        unreadable -> {
                            assertThat(unreadable.id().toString()).isEqualTo("5");
                            assertThat(unreadable.reason()).contains("UTF-8");
                        });
    }

    private static Line.Text text(LineFormat format, long number, String line) {
        return (Line.Text)
                new LineParser(format).parse(number, line.getBytes(StandardCharsets.UTF_8));
    }

    private static Line.Unreadable unreadable(LineFormat format, String line) {
        return (Line.Unreadable)
                new LineParser(format).parse(1, line.getBytes(StandardCharsets.UTF_8));
    }
}
