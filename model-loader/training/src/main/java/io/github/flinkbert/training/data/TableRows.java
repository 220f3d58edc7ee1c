package io.github.flinkbert.training.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Utf8Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** A table's rows, empty lines left out, and where its columns are. */
@Internal
public final class TableRows {

    /**
     * @param line where the row begins, from 1
     */
    public record Row(int line, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    private TableRows() {}

    /** Columns parted by tabs; a quotation mark is a character like any other. */
    public static List<Row> tabs(Path file) {
        List<Row> rows = new ArrayList<>();
        List<String> lines = Utf8Lines.read(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(new Row(i + 1, List.of(lines.get(i).split("\t", -1))));
            }
        }
        return rows;
    }

    /** Columns parted by commas, quoted as RFC 4180 has it: a quoted cell may hold line ends. */
    public static List<Row> commas(Path file) {
        List<Row> rows = new ArrayList<>();
        // As lines first: a line that is not UTF-8 is named.
        String all = String.join("\n", Utf8Lines.read(file));
        CsvFactory factory =
                CsvFactory.builder()
                        .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                        .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                        .build();
        try (JsonParser parser = factory.createParser(all)) {
            List<String> cells = new ArrayList<>();
            int line = 1;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    cells.clear();
                } else if (token == JsonToken.END_ARRAY && !cells.isEmpty()) {
                    rows.add(new Row(line, cells));
                    cells.clear();
                } else if (token.isScalarValue()) {
                    // A row's own location is where the one before it ends.
                    line = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : line;
                    cells.add(parser.getText());
                }
            }
        } catch (JsonProcessingException e) {
            throw new EvaluationException(
                    "%s, line %d: expected comma-separated values, found %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Whether a column is given by its number. */
    public static boolean isNumber(String column) {
        return !column.isEmpty()
                && column.length() < 10
                && column.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * A column's index in the rows.
     *
     * @param first row of the table
     * @param column by its name in the header, or by its number from 1
     * @throws EvaluationException if it is not there
     */
    public static int column(Path file, Row first, String column, boolean header) {
        int named = header ? first.cells().indexOf(column) : -1;
        if (named >= 0) {
            return named;
        }
        int count = first.cells().size();
        if (!isNumber(column)) {
            throw EvaluationException.at(
                    file,
                    first.line(),
                    "expected a column \"%s\" in the header, found %s"
                            .formatted(column, String.join(", ", first.cells())));
        }
        int number = Integer.parseInt(column);
        if (number < 1 || number > count) {
            throw EvaluationException.at(
                    file,
                    first.line(),
                    "expected a column %d, counted from 1, found %d columns"
                            .formatted(number, count));
        }
        return number - 1;
    }

    /**
     * @throws EvaluationException if a row has more or fewer cells than the first
     */
    public static void requireSameWidth(Path file, Row first, Row row) {
        if (row.cells().size() != first.cells().size()) {
            throw EvaluationException.at(
                    file,
                    row.line(),
                    "expected %d columns, as in line %d, found %d"
                            .formatted(first.cells().size(), first.line(), row.cells().size()));
        }
    }
}
