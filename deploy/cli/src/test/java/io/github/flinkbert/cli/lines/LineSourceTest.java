package io.github.flinkbert.cli.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LineSourceTest {

    @Test
    void linesEndWithLfOrCrLfOrTheInput() throws IOException {
        assertThat(lines("a\nb\r\n\nc")).containsExactly("a", "b", "", "c");
    }

    @Test
    void aLastLineEndIsNotAnotherLine() throws IOException {
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly("");
    }

    @Test
    void byteOrderMarkIsDroppedAtTheBeginningOnly() throws IOException {
        assertThat(lines("\uFEFFa\n\uFEFFb")).containsExactly("a", "\uFEFFb");
        assertThat(lines("\uFEFF\r\n")).containsExactly("");
    }

    @Test
    void carriageReturnsWithinALineStay() throws IOException {
        assertThat(lines("a\rb\r\r\n")).containsExactly("a\rb\r");
    }

    @Test
    void withoutAnyLfLinesEndWithCarriageReturns() throws IOException {
        assertThat(lines("a\rb\r\rc")).containsExactly("a", "b", "", "c");
        assertThat(lines("\uFEFF{}\r{}\r")).containsExactly("{}", "{}");
        assertThat(lines("a\r")).containsExactly("a");
        assertThat(lines("ab\r".repeat(500_000))).hasSize(500_000);
    }

    @Test
    void countsLinesFromOne() throws IOException {
        LineSource source = source("a\nb");

        assertThat(source.next()).isPresent();
        assertThat(source.number()).isEqualTo(1);
        assertThat(source.next()).isPresent();
        assertThat(source.number()).isEqualTo(2);
        assertThat(source.next()).isEmpty();
        assertThat(source.number()).isEqualTo(2);
    }

    private static List<String> lines(String input) throws IOException {
        LineSource source = source(input);
        List<String> lines = new ArrayList<>();
        Optional<byte[]> line = source.next();
        while (line.isPresent()) {
            lines.add(new String(line.get(), StandardCharsets.UTF_8));
            line = source.next();
        }
        return lines;
    }

    private static LineSource source(String input) {
        return new LineSource(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }
}
