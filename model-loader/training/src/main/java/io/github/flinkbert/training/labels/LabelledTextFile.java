package io.github.flinkbert.training.labels;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Utf8Lines;
import io.github.flinkbert.training.data.JsonRows;
import io.github.flinkbert.training.data.TableRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Experimental;

/**
 * Texts, or pairs of texts, with labels or a score: tab-separated or comma-separated values, or a
 * JSON object a line.
 *
 * @param texts in the order of the file
 * @param several whether its rows may have more than one label: a separator was named, or a label
 *     is a JSON array
 */
@Experimental
public record LabelledTextFile(Path path, List<LabelledText> texts, boolean several) {

    /** How a file is laid out. */
    public enum Layout {
        /** By the file's ending, or else by its first line. */
        AUTO,
        TSV,
        CSV,
        JSONL
    }

    public LabelledTextFile {
        texts = List.copyOf(texts);
    }

    /**
     * @throws EvaluationException if the file cannot be read, a column is missing, or a row has no
     *     text or no label; the sentence names file and line
     */
    public static LabelledTextFile read(Path file, Layout layout, TableColumns columns) {
        return switch (layout == Layout.AUTO ? recognise(file) : layout) {
            case CSV -> table(file, TableRows.commas(file), columns);
            case JSONL -> json(file, columns);
            default -> table(file, TableRows.tabs(file), columns);
        };
    }

    private static Layout recognise(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return Layout.CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Layout.JSONL;
        }
        if (name.endsWith(".tsv")) {
            return Layout.TSV;
        }
        String first =
                Utf8Lines.read(file).stream()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .orElse("");
        if (first.startsWith("{")) {
            return Layout.JSONL;
        }
        return first.indexOf('\t') < 0 && first.indexOf(',') >= 0 ? Layout.CSV : Layout.TSV;
    }

    private static LabelledTextFile table(
            Path file, List<TableRows.Row> rows, TableColumns columns) {
        boolean header = columns.hasHeader();
        if (rows.isEmpty()) {
            throw EvaluationException.at(file, 1, "expected rows, found an empty file");
        }
        TableRows.Row first = rows.get(0);
        int text = TableRows.column(file, first, columns.text(), header);
        int label = TableRows.column(file, first, columns.label(), header);
        Optional<Integer> second =
                columns.second().map(name -> TableRows.column(file, first, name, header));
        List<LabelledText> texts = new ArrayList<>();
        for (TableRows.Row row : rows.subList(header ? 1 : 0, rows.size())) {
            TableRows.requireSameWidth(file, first, row);
            texts.add(
                    new LabelledText(
                            text(file, row.line(), columns.text(), row.cells().get(text)),
                            second.map(
                                    at ->
                                            text(
                                                    file,
                                                    row.line(),
                                                    columns.second().orElseThrow(),
                                                    row.cells().get(at))),
                            labels(file, row.line(), columns, row.cells().get(label)),
                            row.line()));
        }
        return new LabelledTextFile(file, texts, columns.separator().isPresent());
    }

    private static LabelledTextFile json(Path file, TableColumns columns) {
        List<LabelledText> texts = new ArrayList<>();
        boolean several = columns.separator().isPresent();
        for (JsonRows.Row each : JsonRows.read(file)) {
            int line = each.line();
            JsonNode row = each.object();
            JsonNode label = field(file, line, row, columns.label());
            several |= label.isArray();
            texts.add(
                    new LabelledText(
                            text(file, line, row, columns.text()),
                            columns.second().map(name -> text(file, line, row, name)),
                            label.isArray()
                                    ? array(file, line, label)
                                    : labels(file, line, columns, scalar(file, line, label)),
                            line));
        }
        return new LabelledTextFile(file, texts, several);
    }

    private static JsonNode field(Path file, int line, JsonNode row, String name) {
        if (!row.hasNonNull(name)) {
            throw EvaluationException.at(
                    file,
                    line,
                    "expected a field \"%s\", found %s"
                            .formatted(
                                    name,
                                    String.join(
                                            ", ",
                                            row.propertyStream().map(e -> e.getKey()).toList())));
        }
        return row.get(name);
    }

    private static String text(Path file, int line, JsonNode row, String name) {
        JsonNode text = field(file, line, row, name);
        if (!text.isTextual()) {
            throw EvaluationException.at(
                    file, line, "expected text in the field \"%s\"".formatted(name));
        }
        return text(file, line, name, text.asText());
    }

    private static String text(Path file, int line, String column, String text) {
        if (text.isBlank()) {
            throw EvaluationException.at(
                    file,
                    line,
                    "expected a text in the column \"%s\", found none".formatted(column));
        }
        return text;
    }

    private static List<String> array(Path file, int line, JsonNode label) {
        List<String> labels = new ArrayList<>();
        for (JsonNode each : label) {
            labels.add(scalar(file, line, each).strip());
        }
        return distinct(file, line, labels);
    }

    private static String scalar(Path file, int line, JsonNode label) {
        if (label.isTextual() || label.isNumber() || label.isBoolean()) {
            return label.asText();
        }
        throw EvaluationException.at(file, line, "expected a label or a number, found neither");
    }

    private static List<String> labels(Path file, int line, TableColumns columns, String cell) {
        if (columns.separator().isPresent()) {
            List<String> labels = new ArrayList<>();
            for (String each : cell.split(Pattern.quote(columns.separator().get()), -1)) {
                labels.add(each.strip());
            }
            // A text may have none of several labels.
            return cell.isBlank() ? List.of() : distinct(file, line, labels);
        }
        return distinct(file, line, List.of(cell.strip()));
    }

    private static List<String> distinct(Path file, int line, List<String> labels) {
        if (labels.contains("")) {
            throw EvaluationException.at(file, line, "expected a label, found none");
        }
        if (labels.stream().distinct().count() < labels.size()) {
            throw EvaluationException.at(
                    file,
                    line,
                    "expected each label once, found %s".formatted(String.join(", ", labels)));
        }
        return labels;
    }

    /**
     * The texts with labels by their names, where each has what the problem asks for.
     *
     * @throws EvaluationException if a text has not; the sentence names file and line
     */
    public List<LabelledText> texts(ProblemType problem, LabelNames names) {
        boolean scores = problem == ProblemType.REGRESSION;
        List<LabelledText> named = scores ? texts : names.named(this);
        for (LabelledText text : named) {
            int count = text.labels().size();
            if (count != 1 && problem != ProblemType.MULTI_LABEL) {
                throw EvaluationException.at(
                        path,
                        text.line(),
                        "expected one %s, found %d".formatted(scores ? "score" : "label", count));
            }
            if (scores && !isFinite(text.labels().get(0))) {
                throw EvaluationException.at(
                        path,
                        text.line(),
                        "expected a number as score, found \"%s\"".formatted(text.labels().get(0)));
            }
        }
        return named;
    }

    private static boolean isFinite(String score) {
        try {
            return Double.isFinite(Double.parseDouble(score));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
