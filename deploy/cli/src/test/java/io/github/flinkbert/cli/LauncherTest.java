package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.engine.NativeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a shell script in the place of Java. */
final class LauncherTest {

    @TempDir Path folder;
    private Path home;
    private Path java;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        home = Files.createDirectories(folder.resolve("a home with spaces/deploy"));
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.copy(Path.of("../bin/flink-bert"), bin.resolve("flink-bert"));
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.copy(Path.of("../conf/native-memory.env"), conf.resolve("native-memory.env"));
        java = folder.resolve("jdk");
        fakeJava("17.0.15");
    }

    @Test
    void saysHowToBuildWhenNothingIsBuilt() throws Exception {
        Run run = launch(Map.of(), "embed");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.printed()).startsWith("flink-bert: it is not built yet; ").contains("mvn");
    }

    @Test
    void refusesAnOlderJava() throws Exception {
        built();
        fakeJava("1.8.0_402");
        Run eight = launch(Map.of());
        fakeJava("11.0.22");
        Run eleven = launch(Map.of());

        assertThat(eight.exit()).isEqualTo(2);
        assertThat(eight.printed()).contains("is Java 1; expected 17 or later");
        assertThat(eleven.printed()).contains("is Java 11; expected 17 or later");
    }

    @Test
    void saysThatJavaHomeIsWrong() throws Exception {
        built();
        Run run = launch(Map.of("JAVA_HOME", "/nowhere"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.printed()).contains("JAVA_HOME is /nowhere").contains("Java 17");
    }

    @Test
    void handsArgumentsOnAsTheyAre() throws Exception {
        built();
        Run run = launch(Map.of(), "embed", "--input", "two words", "*", "");

        assertThat(run.exit()).isZero();
        assertThat(run.printed())
                .contains(
                        """
                        <io.github.flinkbert.cli.Main>
                        <embed>
                        <--input>
                        <two words>
                        <*>
                        <>
                        """);
    }

    @Test
    void quietensTensorFlowAndTakesMoreOptions() throws Exception {
        built();
        Run run = launch(Map.of("FLINK_BERT_JAVA_OPTS", "-Xmx3g -Dx=y"));

        assertThat(run.printed())
                .contains("TF_CPP_MIN_LOG_LEVEL=2")
                .contains("<-Dfile.encoding=UTF-8>")
                .contains(
                        """
                        <-Xmx3g>
                        <-Dx=y>
                        <io.github.flinkbert.cli.Main>
                        """);
    }

    @Test
    void setsNativeMemoryByItsFileUnlessTheEnvironmentSaysOtherwise() throws Exception {
        built();
        Run asTheFileSays = launch(Map.of());
        Run asTheUserSays = launch(Map.of("MALLOC_ARENA_MAX", "7"));

        assertThat(asTheFileSays.printed().lines())
                .contains(
                        NativeMemory.environment().entrySet().stream()
                                .map(Object::toString)
                                .toArray(String[]::new));
        assertThat(asTheUserSays.printed().lines())
                .contains("MALLOC_ARENA_MAX=7", "TF_ONEDNN_USE_SYSTEM_ALLOCATOR=1");
    }

    @Test
    void onlyATrainingGetsALargeHeap() throws Exception {
        built();

        assertThat(launch(Map.of(), "embed").printed()).contains("<-Xmx768m>");
        assertThat(launch(Map.of(), "finetune").printed()).contains("<-Xmx2g>");
        assertThat(launch(Map.of()).printed()).contains("<-Xmx768m>");
    }

    @Test
    void saysWhereTheShippedAdaptersAre() throws Exception {
        built();

        assertThat(launch(Map.of(), "entities").printed())
                .contains("-Dflinkbert.adapters=" + home + "/adapters>");
    }

    @Test
    void isFoundThroughASymbolicLink() throws Exception {
        built();
        Path link = Files.createSymbolicLink(folder.resolve("fb"), home.resolve("bin/flink-bert"));
        Run run = launch(link, Map.of());

        assertThat(run.exit()).isZero();
        assertThat(run.printed()).contains("a home with spaces/deploy/cli/target/lib/*");
    }

    @Test
    void takesTheTestbedWhereItIsBuilt() throws Exception {
        built();
        Files.createDirectories(home.resolve("testbed/target/lib"));
        Files.createDirectories(home.resolve("testbed/target/classes"));
        Run run = launch(Map.of());

        assertThat(run.exit()).isZero();
        assertThat(run.printed())
                .contains("deploy/testbed/target/classes:")
                .contains("deploy/testbed/target/lib/*>")
                .doesNotContain("cli/target/lib");
    }

    @Test
    void takesWhatElseADistributionHasWhereItIsUnpacked() throws Exception {
        Files.createDirectories(home.resolve("lib/command"));
        Files.createDirectories(home.resolve("lib/testbed"));
        Files.createDirectories(home.resolve("lib/image"));
        Run run = launch(Map.of());

        assertThat(run.exit()).isZero();
        assertThat(run.printed())
                .contains("deploy/lib/image/*>")
                .contains("deploy/lib/testbed/*:")
                .contains("deploy/lib/command/*:")
                .contains("<-Dflinkbert.broker=" + home.toRealPath() + "/broker>");
    }

    @Test
    void runsFromADistribution() throws Exception {
        Files.createDirectories(home.resolve("lib/command"));
        Run run = launch(Map.of());

        assertThat(run.exit()).isZero();
        assertThat(run.printed())
                .contains("deploy/lib/command/*:")
                .contains("deploy/lib/bert/*:")
                .contains("deploy/lib/flink/*>")
                .contains("<-Dflinkbert.distribution=" + home.toRealPath() + ">")
                .doesNotContain("lib/testbed")
                .doesNotContain("target");
    }

    private void built() throws IOException {
        Files.createDirectories(home.resolve("cli/target/lib"));
        Path classes =
                Files.createDirectories(home.resolve("cli/target/classes/io/github/flinkbert/cli"));
        Files.createFile(classes.resolve("Main.class"));
    }

    private void fakeJava(String version) throws IOException {
        Path executable = Files.createDirectories(java.resolve("bin")).resolve("java");
        Files.writeString(
                executable,
                """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'openjdk version "%s" 2025-04-15' >&2
                    exit
                fi
                echo "TF_CPP_MIN_LOG_LEVEL=$TF_CPP_MIN_LOG_LEVEL"
                env | grep -e '^MALLOC_' -e '^TF_ONEDNN'
                for argument; do
                    echo "<$argument>"
                done
                """
                        .formatted(version));
        assertThat(executable.toFile().setExecutable(true)).isTrue();
    }

    private Run launch(Map<String, String> environment, String... arguments) throws Exception {
        return launch(home.resolve("bin/flink-bert"), environment, arguments);
    }

    private Run launch(Path script, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TF_CPP_MIN_LOG_LEVEL");
        builder.environment().keySet().removeAll(NativeMemory.environment().keySet());
        builder.environment().remove("FLINK_BERT_JAVA_OPTS");
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), printed);
    }

    private record Run(int exit, String printed) {}
}
