package io.github.flinkbert.evaluation.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KorStsFileTest {

    @TempDir private Path folder;

    @Test
    void korStsReadsByItsHeaderAndNamesABadLine() throws IOException {
        Path file = write("score\tsentence1\tsentence2\n4.75\t한 \"남자\t남자\n");

        assertThat(KorStsFile.read(file)).containsExactly(new SentencePair("한 \"남자", "남자", 4.75));

        Path noNumber = write("score\tsentence1\tsentence2\nfive\ta\tb\n");
        assertThatThrownBy(() -> KorStsFile.read(noNumber))
                .hasMessage(noNumber + ", line 2: expected a number as score, found \"five\"");
        Path short1 = write("score\tsentence1\tsentence2\n5\ta\n");
        assertThatThrownBy(() -> KorStsFile.read(short1))
                .hasMessage(short1 + ", line 2: expected 3 columns, found 2");
        Path other = write("a\tb\n");
        assertThatThrownBy(() -> KorStsFile.read(other))
                .hasMessage(other + ", line 1: expected a column \"score\", found [a, b]");
    }

    @Test
    void theBenchmarksOwnFilesHaveNoHeaderAndMaySayWhereASentenceIsFrom() throws IOException {
        Path file =
                write(
                        "main-captions\tMSRvid\t2012test\t0001\t5.000\tA \"plane\tAn air plane",
                        "main-news\theadlines\t2013\t0002\t0\tOne\tTwo\tfrom\there");

        assertThat(KorStsFile.read(file))
                .containsExactly(
                        new SentencePair("A \"plane", "An air plane", 5),
                        new SentencePair("One", "Two", 0));

        Path bad = write("g\tf\ty\t1\t5.0\ta\tb", "g\tf\ty\t2\tnone\ta\tb");
        assertThatThrownBy(() -> KorStsFile.read(bad))
                .hasMessage(bad + ", line 2: expected a number as score, found \"none\"");
        Path narrow = write("g\tf\ty\t1\t5.0\ta\tb", "g\tf\ty\t2\t1.0\ta");
        assertThatThrownBy(() -> KorStsFile.read(narrow))
                .hasMessage(narrow + ", line 2: expected at least 7 columns, found 6");
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "file", ".txt"), String.join("\n", lines));
    }
}
