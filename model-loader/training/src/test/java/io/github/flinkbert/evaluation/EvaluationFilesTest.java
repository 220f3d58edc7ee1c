package io.github.flinkbert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void articlesAreCounted() throws IOException {
        String paragraph =
                "{\"context\":\"c\",\"qas\":[{\"id\":\"%s\",\"question\":\"q\",\"answers\":[]}]}";
        SquadFile squad =
                SquadFile.read(
                        write(
                                "{\"data\":[{\"paragraphs\":[%s,%s]},{\"paragraphs\":[%s]}]}"
                                        .formatted(
                                                paragraph.formatted("1"),
                                                paragraph.formatted("2"),
                                                paragraph.formatted("3"))));

        assertThat(squad.questions()).extracting(Question::article).containsExactly(0, 0, 1);
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
    void whatIsCalledImpossibleHasNoAnswerWhateverItLists() throws IOException {
        SquadFile squad =
                SquadFile.read(
                        squad(
                                """
                                {"id":"1","question":"q","is_impossible":true,
                                 "answers":[{"text":"c","answer_start":0}]},
                                {"id":"2","question":"q","is_impossible":true,"answers":[],
                                 "plausible_answers":[{"text":"c","answer_start":0}]},
                                {"id":"3","question":"q","is_impossible":true},
                                {"id":"4","question":"q","answers":[{"text":"","answer_start":-1}]},
                                {"id":"5","question":"q","is_impossible":false,
                                 "answers":[{"text":"c","answer_start":0}]}
                                """));

        assertThat(squad.unanswerable()).isTrue();
        assertThat(squad.questions())
                .extracting(Question::answerable)
                .containsExactly(false, false, false, false, true);
    }

    @Test
    void idsMayBeNumbersOrMissing() throws IOException {
        SquadFile squad =
                SquadFile.read(
                        squad(
                                """
                                {"id":17,"question":"q","answers":[{"text":"c","answer_start":0}]},
                                {"question":"q","answers":[{"text":"c","answer_start":0}]},
                                {"id":null,"question":"q"}
                                """));

        assertThat(squad.questions())
                .extracting(Question::id)
                .containsExactly("17", "number 2 of the file", "number 3 of the file");
        assertThat(squad.questions())
                .extracting(Question::answerable)
                .containsExactly(true, true, false);
    }

    @Test
    void squadDataThatContradictsItselfIsRefused() throws IOException {
        Path possible = squad("{\"id\":\"7\",\"question\":\"q\",\"is_impossible\":false}");
        assertThatThrownBy(() -> SquadFile.read(possible))
                .hasMessage(
                        possible
                                + ": question 7 has \"is_impossible\": false and no answer;"
                                + " expected an answer, or \"is_impossible\": true");
        Path word =
                squad("{\"id\":\"7\",\"question\":\"q\",\"is_impossible\":\"no\",\"answers\":[]}");
        assertThatThrownBy(() -> SquadFile.read(word))
                .hasMessage(
                        word
                                + ": \"is_impossible\" of question 7 must be true or false, found"
                                + " \"no\"");
        Path id = squad("{\"id\":[],\"question\":\"q\",\"answers\":[]}");
        assertThatThrownBy(() -> SquadFile.read(id))
                .hasMessageEndingWith("must have a text or a number as its \"id\", found []");
        Path hidden = squad("{\"id\":\"7\",\"question\":\"q\"}");
        assertThatThrownBy(() -> SquadFile.read(hidden))
                .hasMessageEndingWith(
                        "none of its 1 questions has \"answers\" or \"is_impossible\"");
        Path two = write("{\"data\":[]}\n{\"data\":[]}");
        assertThatThrownBy(() -> SquadFile.read(two))
                .hasMessageStartingWith(two + ", line 2: expected JSON, found ");
    }

    @Test
    void questionsOfOneIdAreEachScored() throws IOException {
        List<Question> twice =
                SquadFile.read(
                                squad(
                                        """
                                        {"id":"1","question":"q",
                                         "answers":[{"text":"c","answer_start":0}]},
                                        {"id":"1","question":"p",
                                         "answers":[{"text":"d","answer_start":1}]}
                                        """))
                        .questions();

        assertThatThrownBy(
                        () ->
                                AnswerScores.alwaysAnswered(
                                        twice, Map.of("1", "c"), AnswerComparison.SQUAD))
                .hasMessage("each question must have an id of its own, found two with 1");
        assertThat(
                        AnswerScores.alwaysAnswered(
                                Question.numbered(twice),
                                Map.of("0", "c", "1", "c"),
                                AnswerComparison.SQUAD))
                .containsEntry("exact", 50.0);
    }

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        assertThat(KlueNerFile.read(write("\uFEFF## id\t박", "박\tB-PS"))).hasSize(1);
        assertThat(KlueNerFile.read(write("\uFEFF박\tB-PS")).get(0).text()).isEqualTo("박");
        assertThat(ConllFile.read(write("\uFEFFAnn B-PER")).get(0).text()).isEqualTo("Ann");
        assertThat(KorStsFile.read(write("\uFEFFscore\tsentence1\tsentence2\n1\ta\tb")))
                .containsExactly(new SentencePair("a", "b", 1));
        Path json = write("\uFEFF{\"data\":[]}");
        assertThat(SquadFile.read(json).questions()).isEmpty();
    }

    @Test
    void linesMayEndWithCarriageReturnsAlone() throws IOException {
        assertThat(ConllFile.read(write("Ann B-PER\ris O\r\rEve B-PER\r"))).hasSize(2);
        assertThat(KlueNerFile.read(write("## id\r박\tB-PS\r \tO\r")).get(0).text()).isEqualTo("박 ");
        assertThat(KorStsFile.read(write("score\tsentence1\tsentence2\r1\ta\tb\r"))).hasSize(1);
        assertThat(Utf8Lines.read(write("a\rb\nc"))).containsExactly("a\rb", "c");
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

    private Path squad(String questions) throws IOException {
        return write(
                "{\"data\":[{\"paragraphs\":[{\"context\":\"cd\",\"qas\":[%s]}]}]}"
                        .formatted(questions));
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
