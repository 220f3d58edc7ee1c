package io.github.flinkbert.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFormatTest {

    @TempDir private Path folder;

    @Test
    void characterRowsAreKluesWithAMarkBeforeThemOrWithout() throws IOException {
        assertThat(format("## id\t박 A\n박\tB-PS\n \tO\nA\tO\n")).isEqualTo(DataFormat.KLUE);
        assertThat(format("\uFEFF## id\tA\nA\tB-PS\nB\tO\n")).isEqualTo(DataFormat.KLUE);
        assertThat(format("\uFEFF박\tB-PS\n씨\tO\n")).isEqualTo(DataFormat.KLUE);
        assertThat(format("## id\r박\tB-PS\r씨\tO\r")).isEqualTo(DataFormat.KLUE);
        assertThat(format(" \tO\nA\tB-PS\n")).isEqualTo(DataFormat.KLUE);
    }

    @Test
    void wordsAndNumbersAreConlls() throws IOException {
        assertThat(format("## a comment\nAnn\tB-PER\n")).isEqualTo(DataFormat.CONLL);
        assertThat(format("1\tA\tB-PER\tO\n2\tB\tI-PER\tO\n")).isEqualTo(DataFormat.CONLL);
        assertThat(format("A\tB-PER\nB\tI-PER\n")).isEqualTo(DataFormat.CONLL);
        assertThat(format("中 B-LOC\n国 I-LOC\n")).isEqualTo(DataFormat.CONLL);
        assertThat(format("")).isEqualTo(DataFormat.CONLL);
    }

    @Test
    void otherFormatsAreKnownBehindAByteOrderMark() throws IOException {
        assertThat(format("\uFEFF\n{\"data\": []}")).isEqualTo(DataFormat.SQUAD);
        assertThat(format("\uFEFFscore\tsentence1\tsentence2\r1\ta\tb"))
                .isEqualTo(DataFormat.KORSTS);
    }

    @Test
    void aLineThatIsCutDoesNotCount() throws IOException {
        assertThat(format("## id\n" + "박\tB-PS\n".repeat(20_000))).isEqualTo(DataFormat.KLUE);
    }

    @Test
    void bytesThatAreNotUtf8AreForTheFormatsReaderToName() throws IOException {
        Path file = folder.resolve("latin1");
        Files.write(file, "caf\u00e9 O\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(DataFormat.AUTO.of(file, DataFormat.CONLL)).isEqualTo(DataFormat.CONLL);
    }

    private DataFormat format(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "data", ""), text);
        return DataFormat.AUTO.of(
                file, DataFormat.SQUAD, DataFormat.CONLL, DataFormat.KLUE, DataFormat.KORSTS);
    }
}
