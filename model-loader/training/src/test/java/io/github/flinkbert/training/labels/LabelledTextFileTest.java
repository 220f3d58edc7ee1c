package io.github.flinkbert.training.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.evaluation.EvaluationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTextFileTest {

    @TempDir private Path folder;

    private LabelledTextFile read(String name, String content, TableColumns columns)
            throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content);
        return LabelledTextFile.read(file, LabelledTextFile.Layout.AUTO, columns);
    }

    private static TableColumns columns(
            String text, String second, String label, String separator) {
        return new TableColumns(
                text,
                Optional.ofNullable(second),
                label,
                Optional.ofNullable(separator),
                Optional.empty());
    }

    private void refuses(String name, String content, TableColumns columns, String sentence) {
        assertThatThrownBy(() -> read(name, content, columns))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(folder.resolve(name) + ", " + sentence);
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        LabelledTextFile file =
                read(
                        "a.tsv",
                        "id\tlabel\ttext\n1\tgood\tA \"b, c\n\n2\tbad\td\n",
                        TableColumns.DEFAULT);
        assertThat(file.texts())
                .containsExactly(
                        new LabelledText("A \"b, c", Optional.empty(), List.of("good"), 2),
                        new LabelledText("d", Optional.empty(), List.of("bad"), 4));
        assertThat(file.several()).isFalse();
    }

    @Test
    void columnsAreFoundByTheirNumbersInATableWithoutAHeader() throws IOException {
        LabelledTextFile file =
                read("a.tsv", "x\t27\tid1\ny\t4,27\tid2\n", columns("1", null, "2", ","));
        assertThat(file.texts())
                .extracting(LabelledText::labels)
                .containsExactly(List.of("27"), List.of("4", "27"));
        assertThat(file.several()).isTrue();
    }

    @Test
    void numbersMayCountTheColumnsOfATableWithAHeader() throws IOException {
        TableColumns columns =
                new TableColumns("2", Optional.empty(), "1", Optional.empty(), Optional.of(true));
        assertThat(read("a.tsv", "label\ttext\nl\tt\n", columns).texts())
                .containsExactly(new LabelledText("t", Optional.empty(), List.of("l"), 2));
    }

    @Test
    void commaSeparatedCellsAreQuotedAndMayHoldLineEnds() throws IOException {
        LabelledTextFile file =
                read(
                        "a.csv",
                        "text,label\r\n\"one, \"\"two\"\"\r\nthree\",l1\r\nfour,l2\r\n",
                        TableColumns.DEFAULT);
        assertThat(file.texts())
                .containsExactly(
                        new LabelledText("one, \"two\"\nthree", Optional.empty(), List.of("l1"), 2),
                        new LabelledText("four", Optional.empty(), List.of("l2"), 4));
    }

    @Test
    void jsonLinesHaveALabelOrSeveral() throws IOException {
        LabelledTextFile file =
                read(
                        "a.jsonl",
                        """
                        {"t": "a", "u": "b", "l": 3}

                        {"t": "c", "u": "d", "l": ["x", "y"]}
                        {"t": "e", "u": "f", "l": []}
                        """,
                        columns("t", "u", "l", null));
        assertThat(file.texts())
                .containsExactly(
                        new LabelledText("a", Optional.of("b"), List.of("3"), 1),
                        new LabelledText("c", Optional.of("d"), List.of("x", "y"), 3),
                        new LabelledText("e", Optional.of("f"), List.of(), 4));
        assertThat(file.several()).isTrue();
    }

    @Test
    void theLayoutIsFoundFromTheFirstLineWhereTheNameDoesNotSay() throws IOException {
        assertThat(read("a", "{\"text\": \"a\", \"label\": \"b\"}", TableColumns.DEFAULT).texts())
                .hasSize(1);
        assertThat(read("b", "text,label\na,b", TableColumns.DEFAULT).texts()).hasSize(1);
        assertThat(read("c.txt", "text\tlabel\na, b\tc", TableColumns.DEFAULT).texts()).hasSize(1);
    }

    @Test
    void badRowsAreNamedByFileAndLine() {
        refuses(
                "a.tsv",
                "text\tlabel\na\tb\nc\n",
                TableColumns.DEFAULT,
                "line 3: expected 2 columns, as in line 1, found 1");
        refuses(
                "b.tsv",
                "text\tclass\na\tb\n",
                TableColumns.DEFAULT,
                "line 1: expected a column \"label\" in the header, found text, class");
        refuses(
                "c.tsv",
                "a\tb\n",
                columns("1", null, "3", null),
                "line 1: expected a column 3, counted from 1, found 2 columns");
        refuses(
                "d.tsv",
                "text\tlabel\n \tb\n",
                TableColumns.DEFAULT,
                "line 2: expected a text in the column \"text\", found none");
        refuses(
                "e.csv",
                "text,label\n\"a\nb\",c\nd,\n",
                TableColumns.DEFAULT,
                "line 4: expected a label, found none");
        refuses(
                "f.tsv",
                "a\t1,1\n",
                columns("1", null, "2", ","),
                "line 1: expected each label once, found 1, 1");
        refuses("g.tsv", "", TableColumns.DEFAULT, "line 1: expected rows, found an empty file");
        refuses(
                "h.jsonl",
                "{\"text\": \"a\", \"label\": \"b\"}\n[1]\n",
                TableColumns.DEFAULT,
                "line 2: expected a JSON object, found another value");
        refuses(
                "i.jsonl",
                "{\"text\": \"a\", \"lable\": \"b\"}\n",
                TableColumns.DEFAULT,
                "line 1: expected a field \"label\", found text, lable");
        refuses(
                "j.jsonl",
                "{\"text\": 5, \"label\": \"b\"}\n",
                TableColumns.DEFAULT,
                "line 1: expected text in the field \"text\"");
        refuses(
                "k.jsonl",
                "{\"text\": \"a\", \"label\": {\"b\": 1}}\n",
                TableColumns.DEFAULT,
                "line 1: expected a label or a number, found neither");
    }

    @Test
    void brokenFilesAreNamedByLine() throws IOException {
        assertThatThrownBy(() -> read("a.jsonl", "{\"text\": \n", TableColumns.DEFAULT))
                .hasMessageStartingWith(
                        folder.resolve("a.jsonl") + ", line 1: expected a JSON object, found ");
        assertThatThrownBy(() -> read("a.csv", "text,label\na,b\n\"c,d\n", TableColumns.DEFAULT))
                .hasMessageStartingWith(folder.resolve("a.csv") + ", line ")
                .hasMessageContaining("expected comma-separated values, found ");
        Path latin = folder.resolve("b.tsv");
        Files.write(latin, "text\tlabel\n\u00e9\tb\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(
                        () ->
                                LabelledTextFile.read(
                                        latin, LabelledTextFile.Layout.AUTO, TableColumns.DEFAULT))
                .hasMessage(latin + ", line 2: expected UTF-8, found other bytes");
    }

    private LabelledTextFile numbers(String second) throws IOException {
        return read("n.tsv", "a\t1,0\nb\t" + second + "\n", columns("1", null, "2", ","));
    }

    private LabelNames names(String content) throws IOException {
        Path file = folder.resolve("names.txt");
        Files.writeString(file, content);
        return LabelNames.read(file);
    }

    @Test
    void numbersBecomeNames() throws IOException {
        LabelNames names = names("joy\nfear\nlove");
        assertThat(names.named(numbers("2")))
                .extracting(LabelledText::labels)
                .containsExactly(List.of("fear", "joy"), List.of("love"));
        assertThat(names.all(List.of())).containsExactly("joy", "fear", "love");
        assertThatThrownBy(() -> names.named(numbers("3")))
                .hasMessage(
                        folder.resolve("n.tsv")
                                + ", line 2: expected a label's number from 0 to 2, or its name,"
                                + " found \"3\"");
        assertThatThrownBy(() -> names("joy\n\nlove\n"))
                .hasMessageEndingWith("line 2: expected a label's name, found none");
        assertThatThrownBy(() -> names("joy\nlove\njoy\n"))
                .hasMessageEndingWith("line 3: expected each name once, found \"joy\" again");
    }

    @Test
    void withoutNamesTheLabelsThatAreFoundAreSorted() throws IOException {
        LabelledTextFile file =
                read("a.tsv", "a\t10\nb\t9\nc\tx\nd\tb\n", columns("1", null, "2", null));
        assertThat(LabelNames.SAME.all(file.texts())).containsExactly("9", "10", "b", "x");
    }

    @Test
    void aTextHasWhatItsProblemAsksFor() throws IOException {
        assertThatThrownBy(() -> numbers("2").texts(ProblemType.SINGLE_LABEL, LabelNames.SAME))
                .hasMessage(folder.resolve("n.tsv") + ", line 1: expected one label, found 2");
        LabelledTextFile scores = read("s.tsv", "a\t3.5\nb\tmany\n", columns("1", null, "2", null));
        assertThat(scores.texts().get(0).score()).isEqualTo(3.5);
        assertThatThrownBy(() -> scores.texts(ProblemType.REGRESSION, LabelNames.SAME))
                .hasMessage(
                        folder.resolve("s.tsv")
                                + ", line 2: expected a number as score, found \"many\"");
    }
}
