package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors in 8 bits and in bits on the command line, and ranges that are found there. */
@Timeout(120)
final class VectorFormatTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LINES = "the end\nin the house\nof the text\n";

    @TempDir static Path temp;
    private static String model;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        model =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3)
                        .writeTo(temp.resolve("model"))
                        .toString();
    }

    private int embed(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("embed", "--cased", "--model", model, "--precision", "float32"));
        arguments.addAll(List.of(more));
        out.reset();
        err.reset();
        Streams streams = Streams.utf8(new ByteArrayInputStream(LINES.getBytes(UTF_8)), out, err);
        int status = FlinkBert.commandLine(streams).execute(arguments.toArray(String[]::new));
        streams.flush();
        return status;
    }

    private List<JsonNode> vectors() throws IOException {
        List<JsonNode> vectors = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            vectors.add(JSON.readTree(line).get("embedding"));
        }
        return vectors;
    }

    @Test
    void rangesOfASampleMakeItsVectorsBytesFromTheLeastToTheGreatest() throws Exception {
        Path file = temp.resolve("ranges.json");
        assertThat(embed("--ranges-output", file.toString())).isZero();
        assertThat(err.toString(UTF_8))
                .contains("Wrote " + file + ": the range of each dimension over 3 texts, which is");
        List<JsonNode> floats = vectors();
        JsonNode ranges = JSON.readTree(Files.readString(file));
        assertThat(ranges.get("texts").asInt()).isEqualTo(3);

        assertThat(embed("--vector-format", "uint8", "--vector-ranges", file.toString())).isZero();

        List<JsonNode> bytes = vectors();
        for (int text = 0; text < bytes.size(); text++) {
            assertThat(bytes.get(text)).hasSameSizeAs(floats.get(text));
            for (int i = 0; i < bytes.get(text).size(); i++) {
                double least = ranges.get("minimum").get(i).doubleValue();
                double step = (ranges.get("maximum").get(i).doubleValue() - least) / 255;
                double place = (floats.get(text).get(i).doubleValue() - least) / step;
                // Sums of another batch, and float32, may round a number to the neighbour.
                assertThat(bytes.get(text).get(i).asInt())
                        .isBetween((int) (place - 0.01), (int) (place + 0.01));
            }
        }
    }

    @Test
    void bitsAreBase64() throws Exception {
        assertThat(embed()).isZero();
        List<JsonNode> floats = vectors();

        assertThat(embed("--vector-format", "ubinary")).isZero();

        for (int text = 0; text < floats.size(); text++) {
            byte[] bits = vectors().get(text).binaryValue();
            assertThat(bits).hasSize((floats.get(text).size() + 7) / 8);
            for (int i = 0; i < floats.get(text).size(); i++) {
                assertThat((bits[i / 8] >> (7 - i % 8) & 1) == 1)
                        .isEqualTo(floats.get(text).get(i).doubleValue() > 0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--vector-format int8 | --vector-format int8 needs --vector-ranges FILE",
                "--vector-format half | expected one of float32, int8, uint8, binary, ubinary",
                "--vector-ranges /no/file | a file of ranges, which can be read",
                "--ranges-output /no/such/folder/f | expected a file in a folder that is there",
                "--vector-format binary --ranges-output f | is found on float32 vectors",
                "--tokens --vector-format binary | it cannot go with --vector-format",
                "--tokens --ranges-output f | it cannot go with --ranges-output",
            })
    void whatDoesNotFitIsRefusedBeforeAModelIsLoaded(String arguments, String sentence) {
        model = "/nowhere";
        try {
            assertThat(embed(arguments.split(" ", -1))).isEqualTo(ExitStatus.UNUSABLE);
            assertThat(err.toString(UTF_8)).contains(sentence);
        } finally {
            model = temp.resolve("model").toString();
        }
    }
}
