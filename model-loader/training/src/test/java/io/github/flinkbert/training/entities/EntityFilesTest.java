package io.github.flinkbert.training.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntityFilesTest {

    @TempDir private Path folder;

    @Test
    void conllColumnsAreReadByTabsOrSpaces() throws IOException {
        List<TaggedSentence> sentences =
                ConllFile.read(
                        write(
                                "-DOCSTART- -X- O O",
                                "",
                                "U.N. NNP I-NP I-ORG",
                                "official NN I-NP O",
                                "",
                                "",
                                "AD t\tO",
                                "\tO",
                                "Ann\tB-PER\r",
                                "\t",
                                "-DOCSTART- O",
                                "x O"));

        assertThat(sentences)
                .containsExactly(
                        new TaggedSentence(
                                List.of("U.N.", "official"), List.of("I-ORG", "O"), " ", 0),
                        new TaggedSentence(
                                List.of("AD t", "", "Ann"), List.of("O", "O", "B-PER"), " ", 0),
                        new TaggedSentence(List.of("x"), List.of("O"), " ", 1));
    }

    @Test
    void bilouIsBioesInOtherLetters() throws IOException {
        List<TaggedSentence> sentences =
                ConllFile.read(write("a B-PER", "b I-PER", "c L-PER", "d U-LOC", "e O"));

        assertThat(sentences.get(0).iob2())
                .containsExactly("B-PER", "I-PER", "I-PER", "B-LOC", "O");
    }

    @Test
    void aLineThatIsNotUtf8IsNamedHoweverFarDownItIs() throws IOException {
        byte[] good = "word O\n".repeat(1500).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Path file = folder.resolve("latin1.conll");
        byte[] bytes = java.util.Arrays.copyOf(good, good.length + 8);
        System.arraycopy(
                "caf\u00e9 O\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                0,
                bytes,
                good.length,
                7);
        java.nio.file.Files.write(file, bytes);

        assertThatThrownBy(() -> ConllFile.read(file))
                .hasMessage(file + ", line 1501: expected UTF-8, found other bytes");
    }

    @Test
    void aBadConllLineIsNamedWithFileAndLine() throws IOException {
        Path noTag = write("a O\nb\n");
        assertThatThrownBy(() -> ConllFile.read(noTag))
                .hasMessage(
                        noTag
                                + ", line 2: expected a token and, in the last column, a tag such"
                                + " as O or B-PER, found 1 columns, the last of them \"b\"");

        Path badTag = write("a O\n\nb PER\n");
        assertThatThrownBy(() -> ConllFile.read(badTag))
                .hasMessageStartingWith(badTag + ", line 3:");
    }

    @Test
    void aKlueTokenIsOneCharacterWithWhatBelongsToIt() throws IOException {
        assertThat(
                        KlueNerFile.read(write("\u200e박\tB-PS", "e\u0301\tE-PS", "👩\u200d🚀\tO\t"))
                                .get(0)
                                .iob2())
                .containsExactly("B-PS", "I-PS", "O");
        Path words = write("## comment", "Ann\tB-PER");
        assertThatThrownBy(() -> KlueNerFile.read(words))
                .hasMessageStartingWith(words + ", line 2: expected a character, a tab and a tag");
        Path numbered = write("1\tA\tB-PER");
        assertThatThrownBy(() -> KlueNerFile.read(numbered))
                .hasMessageStartingWith(numbered + ", line 1: expected a character");
    }

    @Test
    void fileThatIsNotUtf8IsRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin1"), new byte[] {'a', (byte) 0xe9, ' ', 'O'});

        assertThatThrownBy(() -> ConllFile.read(file))
                .hasMessage(file + ", line 1: expected UTF-8, found other bytes");
    }

    @Test
    void klueSentencesAreCharactersSpacesIncluded() throws IOException {
        Path file =
                write(
                        "## 주석",
                        "## id\t<경찰:OG>은 박",
                        "경\tB-OG",
                        "찰\tI-OG",
                        "은\tO",
                        " \tO",
                        "#\tO",
                        "",
                        "## id\t박",
                        "박\tB-PS");

        List<TaggedSentence> sentences = KlueNerFile.read(file);

        assertThat(sentences).extracting(TaggedSentence::text).containsExactly("경찰은 #", "박");
        Path bad = write("경 B-OG\n");
        assertThatThrownBy(() -> KlueNerFile.read(bad))
                .hasMessage(
                        bad
                                + ", line 1: expected a character, a tab and a tag such as O or"
                                + " B-PS, found \"경 B-OG\"");
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "file", ".txt"), String.join("\n", lines));
    }
}
