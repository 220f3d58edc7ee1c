package io.github.flinkbert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.cli.evaluate.answers.AnswerFormats;
import io.github.flinkbert.cli.evaluate.entities.EntityFormats;
import io.github.flinkbert.cli.evaluate.similarity.SimilarityFormats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFormatTest {

    private static final FormatChoice AUTO = FormatChoice.auto(new CommandTasks().formats());

    @TempDir private Path folder;

    @Test
    void characterRowsAreKluesWithAMarkBeforeThemOrWithout() throws IOException {
        assertThat(format("## id\t박 A\n박\tB-PS\n \tO\nA\tO\n")).isEqualTo(EntityFormats.KLUE);
        assertThat(format("\uFEFF## id\tA\nA\tB-PS\nB\tO\n")).isEqualTo(EntityFormats.KLUE);
        assertThat(format("\uFEFF박\tB-PS\n씨\tO\n")).isEqualTo(EntityFormats.KLUE);
        assertThat(format("## id\r박\tB-PS\r씨\tO\r")).isEqualTo(EntityFormats.KLUE);
        assertThat(format(" \tO\nA\tB-PS\n")).isEqualTo(EntityFormats.KLUE);
    }

    @Test
    void wordsAndNumbersAreConlls() throws IOException {
        assertThat(format("## a comment\nAnn\tB-PER\n")).isEqualTo(EntityFormats.CONLL);
        assertThat(format("1\tA\tB-PER\tO\n2\tB\tI-PER\tO\n")).isEqualTo(EntityFormats.CONLL);
        assertThat(format("A\tB-PER\nB\tI-PER\n")).isEqualTo(EntityFormats.CONLL);
        assertThat(format("中 B-LOC\n国 I-LOC\n")).isEqualTo(EntityFormats.CONLL);
        assertThat(format("")).isEqualTo(EntityFormats.CONLL);
    }

    @Test
    void otherFormatsAreKnownBehindAByteOrderMark() throws IOException {
        assertThat(format("\uFEFF\n{\"data\": []}")).isEqualTo(AnswerFormats.SQUAD);
        assertThat(format("\uFEFFscore\tsentence1\tsentence2\r1\ta\tb"))
                .isEqualTo(SimilarityFormats.KORSTS);
        Path benchmark =
                Files.writeString(
                        folder.resolve("sts-dev.csv"), "main\tMSRvid\t2012\t0001\t5.000\ta\tb\n");
        assertThat(AUTO.of(benchmark, SimilarityFormats.STSB)).isEqualTo(SimilarityFormats.STSB);
    }

    @Test
    void korQuadIsKnownByItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("k.json"), "{\"version\":\"KorQuAD_v1.0\"}");

        assertThat(AUTO.of(file, AnswerFormats.SQUAD, AnswerFormats.KORQUAD))
                .isEqualTo(AnswerFormats.KORQUAD);
    }

    @Test
    void aLineThatIsCutDoesNotCount() throws IOException {
        assertThat(format("## id\n" + "박\tB-PS\n".repeat(20_000))).isEqualTo(EntityFormats.KLUE);
    }

    @Test
    void bytesThatAreNotUtf8AreForTheFormatsReaderToName() throws IOException {
        Path file = folder.resolve("latin1");
        Files.write(file, "caf\u00e9 O\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(AUTO.of(file, EntityFormats.CONLL)).isEqualTo(EntityFormats.CONLL);
    }

    private DataFormat format(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "data", ""), text);
        return AUTO.of(
                file,
                AnswerFormats.SQUAD,
                EntityFormats.CONLL,
                EntityFormats.KLUE,
                SimilarityFormats.KORSTS);
    }
}
