package io.github.flinkbert.training.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.evaluation.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SquadFileTest {

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

    private Path squad(String questions) throws IOException {
        return write(
                "{\"data\":[{\"paragraphs\":[{\"context\":\"cd\",\"qas\":[%s]}]}]}"
                        .formatted(questions));
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "file", ".txt"), String.join("\n", lines));
    }
}
