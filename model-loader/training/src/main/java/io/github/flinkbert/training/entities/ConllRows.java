package io.github.flinkbert.training.entities;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Invisible;
import io.github.flinkbert.evaluation.Utf8Lines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines between two blank ones, cut into cells: at tabs where a line has one, else at spaces,
 * so that a token may hold a space in a file of tabs. Spaces around a cell and tabs at a line's end
 * are nothing.
 *
 * @param beginsDocument whether a document begins before the first row
 * @param rows in the order of the file, comments among them
 */
record ConllRows(boolean beginsDocument, List<Row> rows) {

    private static final String DOCUMENT = "-DOCSTART-";
    private static final Pattern NEW_DOCUMENT = Pattern.compile("#\\s*newdoc\\b.*");
    private static final Pattern SETTING = Pattern.compile("#\\s*[\\w.:-]+\\s*=(\\s.*)?");
    private static final Pattern SPACES = Pattern.compile(" +");

    /**
     * A line.
     *
     * @param line its number, from 1
     */
    record Row(int line, String text, List<String> cells) {

        /** Whether it may be a comment; a token may begin with this sign, too. */
        boolean mayBeComment() {
            return text.startsWith("#");
        }
    }

    ConllRows {
        rows = List.copyOf(rows);
    }

    static List<ConllRows> read(Path file) {
        List<ConllRows> blocks = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        boolean begins = false;
        int number = 0;
        for (String line : Utf8Lines.read(file)) {
            number++;
            String visible = Invisible.strip(line).strip();
            boolean document =
                    visible.startsWith(DOCUMENT) || NEW_DOCUMENT.matcher(visible).matches();
            if (!visible.isEmpty() && !document) {
                rows.add(new Row(number, visible, cells(line)));
                continue;
            }
            if (!rows.isEmpty()) {
                blocks.add(new ConllRows(begins, rows));
                rows.clear();
                begins = false;
            }
            begins |= document;
        }
        blocks.add(new ConllRows(begins, rows));
        return blocks;
    }

    private static List<String> cells(String line) {
        if (line.indexOf('\t') < 0) {
            return List.of(SPACES.split(withoutSpaces(line)));
        }
        List<String> cells =
                new ArrayList<>(
                        Arrays.stream(line.split("\t", -1)).map(ConllRows::withoutSpaces).toList());
        while (cells.size() > 1 && cells.get(cells.size() - 1).isEmpty()) {
            cells.remove(cells.size() - 1);
        }
        return cells;
    }

    /** Only U+0020: other white space, and what nobody sees, is a token's own. */
    private static String withoutSpaces(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    /**
     * The rows that are no comment whatever the file's shape.
     *
     * @throws EvaluationException if they are not of one number of columns, of two at least
     */
    List<Row> certain(Path file) {
        List<Row> certain = rows.stream().filter(row -> !row.mayBeComment()).toList();
        for (Row row : certain) {
            Row first = certain.get(0);
            if (row.cells().size() < 2) {
                throw EvaluationException.at(
                        file,
                        row.line(),
                        ("expected a token and, in the last column, a tag such as O or B-PER,"
                                        + " found 1 columns, the last of them \"%s\"")
                                .formatted(row.cells().get(0)));
            }
            if (row.cells().size() != first.cells().size()) {
                throw EvaluationException.at(
                        file,
                        row.line(),
                        "expected %d columns, as in line %d, found %d"
                                .formatted(first.cells().size(), first.line(), row.cells().size()));
            }
        }
        return certain;
    }

    /**
     * The rows that are no comments in a file of such shapes.
     *
     * @param shapes by the number of columns
     * @throws EvaluationException if a comment stands within a sentence, where it may be a token
     *     without its tag
     */
    List<Row> tokens(Path file, Map<Integer, ConllShape> shapes) {
        List<Row> tokens = new ArrayList<>();
        Row comment = null;
        for (Row row : rows) {
            int columns = row.cells().size();
            ConllShape shape = shapes.get(columns);
            if (row.mayBeComment() && !isToken(row, shape)) {
                comment = tokens.isEmpty() ? null : row;
                continue;
            }
            boolean numbered = requireNonNull(shape, () -> columns + " columns").numbered();
            if (comment != null && !numbered) {
                throw EvaluationException.at(
                        file,
                        comment.line(),
                        "expected a token and a tag such as O or B-PER, or a blank line before a"
                                + " comment, found \"%s\"".formatted(comment.text()));
            }
            tokens.add(row);
        }
        return tokens;
    }

    private static boolean isToken(Row row, @Nullable ConllShape shape) {
        return shape != null
                && !shape.numbered()
                && !SETTING.matcher(row.text()).matches()
                && shape.hasTag(row);
    }
}
