package io.github.flinkbert.training.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTextFileTest {

    @TempDir private Path folder;

    @Test
    void blankLinesPartDocumentsHoweverManyTheyAre() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("texts.txt"), "\n\na b\r\nc\r\n\n \t\n\nd\n\u00a0\ne\nf");
        assertThat(PlainTextFile.documents(file))
                .containsExactly(List.of("a b", "c"), List.of("d"), List.of("e", "f"));
    }

    @Test
    void aFileOfBlankLinesHasNoDocument() throws IOException {
        Path file = Files.writeString(folder.resolve("texts.txt"), "\n\n");
        assertThat(PlainTextFile.documents(file)).isEmpty();
    }
}
