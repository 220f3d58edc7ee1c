package io.github.flinkbert.training.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.evaluation.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairFileTest {

    private static final String SQUAD =
            """
            {"version": "2.0", "data": [
             {"title": "A", "paragraphs": [
              {"context": "Ann is in Bonn.", "qas": [
               {"id": "1", "question": "Who?", "is_impossible": false,
                "answers": [{"text": "Bonn", "answer_start": 10}]},
               {"id": "2", "question": "When?", "is_impossible": true, "answers": []}]},
              {"context": "Nothing is asked of this.", "qas": []}]},
             {"title": "B", "paragraphs": [
              {"context": "Ann is in Bonn.", "qas": [
               {"id": "3", "question": "Where?", "is_impossible": false,
                "answers": [{"text": "Ann", "answer_start": 0}]}]}]}]}
            """;

    @TempDir private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static PairFile read(Path file, PairColumns columns) {
        return PairFile.read(file, PairFile.Layout.AUTO, columns);
    }

    private static PairColumns columns(String first, String second, String score) {
        return new PairColumns(
                Optional.ofNullable(first),
                Optional.ofNullable(second),
                Optional.ofNullable(score),
                Optional.empty());
    }

    @Test
    void questionsBelongToTheirPassagesWhereTheyHaveAnAnswer() throws IOException {
        PairFile file = read(write("q.json", SQUAD), PairColumns.DEFAULT);

        assertThat(file.kind()).isEqualTo(PairKind.MATCHED);
        assertThat(file.pairs())
                .containsExactly(
                        TextPair.matched("Who?", "Ann is in Bonn.", 10),
                        TextPair.matched("Where?", "Ann is in Bonn.", 0));
        assertThat(file.groups()).containsExactly(0, 1);
        // Each once, and those too that nothing is asked of.
        assertThat(file.passages()).containsExactly("Ann is in Bonn.", "Nothing is asked of this.");
    }

    @Test
    void theBenchmarksPairsHaveScores() throws IOException {
        PairFile korean =
                read(
                        write("k.tsv", "score\tsentence1\tsentence2\n4.5\ta\tb\n"),
                        columns("x", "y", null));

        assertThat(korean.kind()).isEqualTo(PairKind.SCORED);
        assertThat(korean.pairs()).containsExactly(TextPair.scored("a", "b", 4.5));
        assertThat(
                        read(
                                        write("sts-test.csv", "g\tf\ty\t1\t2.5\ta, b\tc\n"),
                                        PairColumns.DEFAULT)
                                .pairs())
                .containsExactly(TextPair.scored("a, b", "c", 2.5));
    }

    @Test
    void columnsSayWhatATableHolds() throws IOException {
        Path table = write("t.tsv", "q\ta\tn\nx\ty\t3\nz\tw\t1\n");

        assertThat(read(table, columns("q", "a", "n")).pairs())
                .containsExactly(TextPair.scored("x", "y", 3), TextPair.scored("z", "w", 1));
        assertThat(read(table, columns("q", "a", null)).pairs())
                .containsExactly(TextPair.matched("x", "y", -1), TextPair.matched("z", "w", -1));
        assertThat(read(table, columns("a", null, null)).pairs())
                .containsExactly(TextPair.same("y"), TextPair.same("w"));
        assertThat(read(write("n.csv", "\"x, 1\",y\n"), columns("1", "2", null)).pairs())
                .containsExactly(TextPair.matched("x, 1", "y", -1));
    }

    @Test
    void usualNamesNeedNoOptions() throws IOException {
        Path pairs = write("p.csv", "sentence1,sentence2\na,b\n");
        Path lines =
                write("p.jsonl", "{\"sentence1\": \"a\", \"sentence2\": \"b\", \"score\": 2}\n");

        assertThat(read(pairs, PairColumns.DEFAULT).pairs())
                .containsExactly(TextPair.matched("a", "b", -1));
        assertThat(read(lines, PairColumns.DEFAULT).pairs())
                .containsExactly(TextPair.scored("a", "b", 2));
    }

    @Test
    void aTextFileHasATextALine() throws IOException {
        PairFile file = read(write("t.txt", "one, two\n\nthree\n"), PairColumns.DEFAULT);

        assertThat(file.kind()).isEqualTo(PairKind.SAME);
        assertThat(file.pairs()).containsExactly(TextPair.same("one, two"), TextPair.same("three"));
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() throws IOException {
        refuses(
                "t.tsv",
                "q\ta\nx\n",
                columns("q", "a", null),
                ", line 2: expected 2 columns, as in line 1, found 1");
        refuses(
                "t.tsv",
                "q\ta\nx\t \n",
                columns("q", "a", null),
                ", line 2: expected a text in the column \"a\", found none");
        refuses(
                "t.tsv",
                "q\ta\nx\ty\n",
                columns("q", "b", null),
                ", line 1: expected a column \"b\" in the header, found q, a");
        refuses(
                "t.tsv",
                "q\ta\ts\nx\ty\tNaN\n",
                columns("q", "a", "s"),
                ", line 2: expected a number as score, found \"NaN\"");
        refuses(
                "t.jsonl",
                "{\"q\": \"x\"}\n",
                columns("q", "a", null),
                ", line 1: expected a text or a number in the field \"a\", found none");
        refuses(
                "t.jsonl",
                "{\"q\": \"x\"\n",
                columns("q", null, null),
                ", line 1: expected a JSON object, found");
        refuses("t.txt", "\n", PairColumns.DEFAULT, ", line 1: expected texts, found none");
        refuses(
                "t.data",
                "x\ty\n",
                PairColumns.DEFAULT,
                " is in no format that is known by its name or content; expected --format, or an"
                        + " ending such as .tsv, .csv, .jsonl, .json or .txt");
    }

    private void refuses(String name, String text, PairColumns columns, String sentence)
            throws IOException {
        Path file = write(name, text);
        assertThatThrownBy(() -> read(file, columns))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith(file + sentence);
    }

    @Test
    void columnsThatSayNothingTogetherAreRefused() {
        assertThatThrownBy(() -> columns(null, "b", null))
                .hasMessage("a second column and a score go with a first column, found none");
        assertThatThrownBy(() -> columns("a", null, "s"))
                .hasMessage("a score is of two texts, found a first column and no second one");
    }
}
