package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flink-bert quantize} on a small random checkpoint. */
final class QuantizeCommandTest {

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void itWritesWeightsCardAndPicture() throws IOException {
        Path checkpoint = TinyData.checkpoint(folder.resolve("model"));
        Path written = folder.resolve("eight");
        assertThat(quantize("--checkpoint", checkpoint.toString(), "--output", written.toString()))
                .as(said())
                .isZero();
        assertThat(written.resolve("quantized.safetensors")).isNotEmptyFile();
        assertThat(written.resolve("error.svg")).content().contains("<svg").contains("Error of");
        assertThat(written.resolve("README.md"))
                .content()
                .contains("SHA-256")
                .contains("products in 8 bits")
                .contains("74 texts that ship");
        assertThat(
                        quantize(
                                "--checkpoint",
                                written.toString(),
                                "--output",
                                folder.resolve("again").toString()))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("is in 8 bits already");
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        assertThat(quantize("--output", folder.toString())).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("is not empty; expected a new folder");
    }

    @Test
    void aFewTextsAreTooFew() throws IOException {
        Path texts = folder.resolve("texts.txt");
        Files.writeString(texts, "one\ntwo\n");
        assertThat(
                        quantize(
                                "--output",
                                folder.resolve("new").toString(),
                                "--texts",
                                texts.toString()))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("has 2 texts, expected at least 20");
    }

    private int quantize(String... options) {
        List<String> arguments = new ArrayList<>(List.of("quantize", "--uncased"));
        arguments.addAll(List.of(options));
        return FlinkBert.commandLine(Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err))
                .execute(arguments.toArray(String[]::new));
    }

    private String said() {
        return err.toString(UTF_8);
    }
}
