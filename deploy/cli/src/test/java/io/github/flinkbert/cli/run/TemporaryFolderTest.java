package io.github.flinkbert.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryFolderTest {

    private final String before = System.getProperty("java.io.tmpdir");

    @TempDir Path parent;

    @BeforeEach
    void use() {
        System.setProperty("java.io.tmpdir", parent.toString());
    }

    @AfterEach
    void restore() {
        System.setProperty("java.io.tmpdir", before);
    }

    @Test
    void whatAProcessLeftThatIsGoneIsDeletedAndNothingElse() throws Exception {
        Path abandoned = Files.createDirectories(parent.resolve("flink-bert-run-1/minicluster"));
        Files.createFile(abandoned.resolveSibling("owner"));
        Path beingMade = Files.createDirectories(parent.resolve("flink-bert-run-2"));
        Path other = Files.createDirectories(parent.resolve("other"));
        try (TemporaryFolder first = open();
                TemporaryFolder second = open()) {
            assertThat(abandoned.getParent()).doesNotExist();
            assertThat(beingMade).exists();
            assertThat(other).exists();
            assertThat(first.path()).exists().isNotEqualTo(second.path());
        }
    }

    @Test
    void itGoesWithAllThatIsInIt() throws Exception {
        Path folder;
        try (TemporaryFolder temporary = open()) {
            folder = temporary.path();
            assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(folder.toString());
            Files.createFile(Files.createDirectories(folder.resolve("minicluster")).resolve("x"));
        }
        assertThat(folder).doesNotExist();
        assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(parent.toString());
    }

    /** As two processes would, beside each other. */
    private TemporaryFolder open() throws Exception {
        System.setProperty("java.io.tmpdir", parent.toString());
        return TemporaryFolder.open();
    }
}
