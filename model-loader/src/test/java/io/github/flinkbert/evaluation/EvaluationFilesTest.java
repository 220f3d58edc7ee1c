package io.github.flinkbert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class EvaluationFilesTest {

    @TempDir private Path folder;

    @Test
    void squadsCodePointsBecomeJavasIndices() throws IOException {
        Path file =
                write(
                        "{\"version\":\"v2.0\",\"data\":[{\"title\":\"t\",\"paragraphs\":[{\"context\":\"😀😀"
                            + " Ann 𠀀\",\"qas\":[{\"id\":\"1\",\"question\":\"who?\",\"is_impossible\":"
                            + "false,\"answers\":[{\"text\":\"Ann\",\"answer_start\":3},{\"text\":\"𠀀\","
                            + "\"answer_start\":7},{\"text\":\"Bob\",\"answer_start\":3}]},"
                            + "{\"id\":\"2\",\"question\":\"why?\",\"is_impossible\":true,\"answers\":[]}]}]}]}");

        SquadFile squad = SquadFile.read(file);

        assertThat(squad.version()).isEqualTo("v2.0");
        assertThat(squad.unanswerable()).isTrue();
        Question who = squad.questions().get(0);
        assertThat(who.answers())
                .containsExactly(
                        new Question.Gold("Ann", 5),
                        new Question.Gold("𠀀", 9),
                        new Question.Gold("Bob", -1));
        assertThat(who.context().substring(5, 8)).isEqualTo("Ann");
        assertThat(squad.questions().get(1).answerable()).isFalse();
    }

    @Test
    void whatIsNotSquadIsRefusedWithTheReason() throws IOException {
        Path noData = write("{\"version\": 1}");
        assertThatThrownBy(() -> SquadFile.read(noData))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(
                        noData
                                + " is not in SQuAD's layout: $ must have a list \"data\", found"
                                + " none");

        Path noContext = write("{\"data\":[{\"paragraphs\":[{\"qas\":[]}]}]}");
        assertThatThrownBy(() -> SquadFile.read(noContext))
                .hasMessageEndingWith("a paragraph must have a text \"context\", found none");

        Path broken = write("{\n\"data\": [}\n");
        assertThatThrownBy(() -> SquadFile.read(broken))
                .hasMessageStartingWith(broken + ", line 2: expected JSON, found ");
    }

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
                        bad + ", line 1: expected a character, a tab and a tag, found \"경 B-OG\"");
    }

    @Test
    void korStsReadsByItsHeaderAndNamesABadLine() throws IOException {
        Path file = write("score\tsentence1\tsentence2\n4.75\t한 \"남자\t남자\n");

        assertThat(KorStsFile.read(file)).containsExactly(new SentencePair("한 \"남자", "남자", 4.75));

        Path noNumber = write("score\tsentence1\tsentence2\nfive\ta\tb\n");
        assertThatThrownBy(() -> KorStsFile.read(noNumber))
                .hasMessage(noNumber + ", line 2: expected a number as score, found \"five\"");
        Path short1 = write("score\tsentence1\tsentence2\n5\ta\n");
        assertThatThrownBy(() -> KorStsFile.read(short1))
                .hasMessage(short1 + ", line 2: expected 3 columns, found 2");
        Path other = write("a\tb\n");
        assertThatThrownBy(() -> KorStsFile.read(other))
                .hasMessage(other + ", line 1: expected a column \"score\", found [a, b]");
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "file", ".txt"), String.join("\n", lines));
    }
}
