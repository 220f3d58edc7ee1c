package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command redact, on a miniature. */
@Timeout(120)
final class RedactCommandTest {

    @TempDir static Path model;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3).writeTo(model);
    }

    private int redact(String lines, String... options) {
        out.reset();
        err.reset();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "redact",
                                "--model",
                                model.toString(),
                                "--cased",
                                "--precision",
                                "float32"));
        arguments.addAll(List.of(options));
        return FlinkBert.commandLine(
                        Streams.utf8(new ByteArrayInputStream(lines.getBytes(UTF_8)), out, err))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void aLineComesBackWithoutItsPersonalData() {
        assertThat(redact("메일 kim@example.com 🙂\n\n", "--redact-entities", "none")).isZero();
        assertThat(out.toString(UTF_8).lines())
                .containsExactly(
                        "{\"id\":1,\"redacted\":\"메일 [EMAIL]"
                            + " 🙂\",\"redactions\":[{\"type\":\"EMAIL\","
                            + "\"start\":3,\"end\":18,\"redactedStart\":3,\"redactedEnd\":10}]}",
                        "{\"id\":2,\"redacted\":\"\",\"redactions\":[]}");
    }

    @Test
    void pseudonymsAreOfTheKeyInTheFile(@TempDir Path keys) throws IOException {
        Path key = Files.writeString(keys.resolve("key"), "0123456789abcdef\n");
        assertThat(
                        redact(
                                "kim@example.com KIM@example.com",
                                "--redact-entities",
                                "none",
                                "--redact-replacement",
                                "pseudonym",
                                "--redact-key-file",
                                key.toString()))
                .isZero();
        assertThat(out.toString(UTF_8))
                .containsPattern("\"redacted\":\"\\[EMAIL-([0-9a-f]{16})] \\[EMAIL-\\1]\"");
    }

    @Test
    void faultsAreToldWithoutATrace() {
        String[][] faults = {
            {"--redact-patterns", "mail", "--redact-patterns must be one of email, phone,"},
            {"--redact-key-file", "/none", "--redact-key-file and redact-replacement=pseudonym"},
            {"--redact-regions", "Korea", "such as KR or US, found Korea"},
        };
        for (String[] fault : faults) {
            assertThat(redact("x", fault[0], fault[1])).isEqualTo(ExitStatus.UNUSABLE);
            assertThat(err.toString(UTF_8)).contains(fault[2]).doesNotContain("\tat ");
        }
        assertThat(
                        redact(
                                "x",
                                "--redact-entities",
                                "none",
                                "--redact-replacement",
                                "pseudonym",
                                "--redact-key-file",
                                "/no/such/key"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(err.toString(UTF_8)).contains("cannot be read from /no/such/key");
        // this model finds no entities, and all of them are asked for
        assertThat(redact("x", "--redact-entities", "PER")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(err.toString(UTF_8)).doesNotContain("\tat ");
    }
}
