package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From documents to a checkpoint with both heads of pre-training. */
@Timeout(300)
final class NextSentenceFinetuneIT {

    @TempDir private Path temp;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void documentsTeachBothAndTheLogAndTheCardSaySo() throws IOException {
        Path data = temp.resolve("documents.txt");
        Files.writeString(data, "the end\nof it\n".repeat(9) + "\n" + "is on\nwas in\n".repeat(9));
        Path output = temp.resolve("both");
        int status =
                FlinkBert.commandLine(
                                new Streams(
                                        new ByteArrayInputStream(new byte[0]),
                                        new ByteArrayOutputStream(),
                                        new PrintWriter(err, true, UTF_8)))
                        .execute(
                                "finetune",
                                "--task",
                                "mask",
                                "--next-sentence",
                                "--cased",
                                "--model",
                                TinyData.checkpoint(temp).toString(),
                                "--data",
                                data.toString(),
                                "--development",
                                data.toString(),
                                "--output",
                                output.toString(),
                                "--tuning-method",
                                "full",
                                "--precision",
                                "float32",
                                "--max-positions",
                                "16",
                                "--dupe-factor",
                                "3",
                                "--epochs",
                                "2");
        assertThat(status).as(err.toString(UTF_8)).isZero();
        assertThat(err.toString(UTF_8))
                .contains("Training on 2 documents of 36 sentences.")
                .contains("the second is from another document.");
        List<String> log = Files.readAllLines(output.resolve("training.jsonl"));
        for (String line : log) {
            JsonNode told = new JsonMapper().readTree(line);
            if (told.get("event").asText().equals("step")) {
                assertThat(
                                told.get("masked_lm_loss").asDouble()
                                        + told.get("next_sentence_loss").asDouble())
                        .isCloseTo(
                                told.get("loss").asDouble(),
                                org.assertj.core.api.Assertions.within(1e-4));
            }
        }
        assertThat(Files.readString(output.resolve("README.md")))
                .contains("masked_lm_accuracy", "next_sentence_accuracy")
                .contains("Of the loss at the end: masked_lm_loss");
        try (Checkpoint both = Checkpoints.open(output.toString())) {
            assertThat(both.weights().names())
                    .contains(
                            "cls/predictions/output_bias",
                            "cls/seq_relationship/output_weights",
                            "cls/seq_relationship/output_bias");
        }
    }
}
