package io.github.flinkbert.flink.sql.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.option.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page on the connector says of its options is what they are. */
class NearestPageTest {

    private static final Path PAGE = Path.of("../deploy/docs/nearest.md");

    @Test
    void everyOptionIsDocumentedAsItIs() throws Exception {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .dropWhile(
                                line ->
                                        !line.equals(
                                                "| option | values | default | what it says |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(IndexOptions.OWN.stream().map(this::row).toList());
    }

    private String row(Option<?> option) {
        return "| `%s` | `%s` | %s| %s |"
                .formatted(
                        option.key(),
                        option.type().replace("|", "\\|"),
                        option.defaultText().map("`%s` "::formatted).orElse(""),
                        option.description());
    }
}
