package io.github.flinkbert.testbed.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.flinkbert.cli.BertBaseCased;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quickstart as users start it: a process, a broker, Flink and Google's BERT-Base cased. */
final class QuickstartIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int SIGINT = 2;

    @TempDir Path temporary;

    @Test
    void everyRecordComesOut() throws Exception {
        Process quickstart = start(24);
        List<String> printed = quickstart.inputReader(UTF_8).lines().toList();

        assertThat(quickstart.waitFor()).as(errors(quickstart)).isZero();
        assertThat(printed.stream().filter(line -> line.contains("… 768]")))
                .hasSize(24)
                .anyMatch(line -> line.startsWith("ko-"));
        assertThat(String.join("\n", printed))
                .containsPattern("records in +24\n")
                .containsPattern("enriched +24\n")
                .containsPattern("dead-lettered +0\n")
                .contains("enriched-texts-dead-letters on 127.0.0.1:");
        assertThat(litter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void endedInTheMiddleItLeavesNoProcessAndNoLitter(String signal) throws Exception {
        Process quickstart = start(20_000);
        try (BufferedReader lines = quickstart.inputReader(UTF_8)) {
            String first = lines.readLine();
            assertThat(first).as(first == null ? errors(quickstart) : first).isNotNull();
            List<ProcessHandle> family = quickstart.descendants().toList();
            assertThat(family).isNotEmpty();
            signal(quickstart, signal);

            assertThat(quickstart.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(quickstart.exitValue()).isNotZero();
            await().atMost(SOON).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
            await().atMost(SOON).until(() -> litter().isEmpty());
        }
    }

    /** As a shell without job control starts what is to run in the background. */
    private static boolean interruptsAreIgnored() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        long ignored =
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                        .findFirst()
                        .orElse(0);
        return (ignored & (1L << (SIGINT - 1))) != 0;
    }

    private Process start(int records) throws Exception {
        List<String> command = new ArrayList<>();
        // As children of a process with SIGINT ignored, all below would not hear of it.
        if (interruptsAreIgnored()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(
                List.of(
                        "../bin/flink-bert",
                        "quickstart",
                        "--records",
                        String.valueOf(records),
                        "--languages",
                        "en,ko",
                        "--checkpoint",
                        BertBaseCased.location()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("FLINK_BERT_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        builder.redirectError(errorFile().toFile());
        return builder.start();
    }

    private static void signal(Process process, String signal) throws Exception {
        int sent =
                new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor();
        assertThat(sent).isZero();
    }

    /** What is left in the folder for temporary files, TensorFlow's own leavings aside. */
    private List<String> litter() throws Exception {
        try (Stream<Path> left = Files.list(temporary)) {
            return left.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("errors"))
                    .toList();
        }
    }

    private Path errorFile() {
        return temporary.resolve("errors");
    }

    /** What a quickstart that has ended, or is about to, said. */
    private String errors(Process quickstart) throws Exception {
        return "exit status " + quickstart.waitFor() + ": " + Files.readString(errorFile());
    }
}
