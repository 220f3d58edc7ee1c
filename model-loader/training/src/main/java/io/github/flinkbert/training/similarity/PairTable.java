package io.github.flinkbert.training.similarity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.training.data.JsonRows;
import io.github.flinkbert.training.data.TableRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables and JSON lines with texts, pairs of texts, or pairs with scores. */
final class PairTable {

    private PairTable() {}

    /** What a row has in a column. */
    private interface Cells {
        String of(String column);
    }

    static PairFile read(Path file, PairFile.Layout layout, PairColumns columns) {
        return switch (layout) {
            case CSV -> table(file, TableRows.commas(file), columns);
            case TSV -> table(file, TableRows.tabs(file), columns);
            default -> json(file, columns);
        };
    }

    private static PairFile table(Path file, List<TableRows.Row> rows, PairColumns columns) {
        if (rows.isEmpty()) {
            throw EvaluationException.at(file, 1, "expected rows, found an empty file");
        }
        TableRows.Row first = rows.get(0);
        boolean header = columns.hasHeader();
        PairColumns found = columns.in(header ? first.cells() : List.of());
        List<TextPair> pairs = new ArrayList<>();
        for (TableRows.Row row : rows.subList(header ? 1 : 0, rows.size())) {
            TableRows.requireSameWidth(file, first, row);
            pairs.add(
                    pair(
                            file,
                            row.line(),
                            found,
                            column ->
                                    row.cells()
                                            .get(TableRows.column(file, first, column, header))));
        }
        return PairFile.of(file, found.kind(), pairs);
    }

    private static PairFile json(Path file, PairColumns columns) {
        List<TextPair> pairs = new ArrayList<>();
        Optional<PairColumns> found = Optional.empty();
        for (JsonRows.Row each : JsonRows.read(file)) {
            int line = each.line();
            JsonNode row = each.object();
            if (found.isEmpty()) { // the first object says whether there are scores
                found = Optional.of(columns.in(row.propertyStream().map(e -> e.getKey()).toList()));
            }
            pairs.add(pair(file, line, found.get(), column -> field(file, line, row, column)));
        }
        return PairFile.of(file, found.map(PairColumns::kind).orElse(PairKind.SAME), pairs);
    }

    private static String field(Path file, int line, JsonNode row, String name) {
        JsonNode field = row.path(name);
        if (!field.isTextual() && !field.isNumber()) {
            throw EvaluationException.at(
                    file,
                    line,
                    "expected a text or a number in the field \"%s\", found %s"
                            .formatted(name, field.isMissingNode() ? "none" : field));
        }
        return field.asText();
    }

    private static TextPair pair(Path file, int line, PairColumns columns, Cells cells) {
        String first = text(file, line, columns.first().orElseThrow(), cells);
        return switch (columns.kind()) {
            case SAME -> TextPair.same(first);
            case MATCHED ->
                    TextPair.matched(
                            first, text(file, line, columns.second().orElseThrow(), cells), -1);
            case SCORED ->
                    TextPair.scored(
                            first,
                            text(file, line, columns.second().orElseThrow(), cells),
                            score(file, line, cells.of(columns.score().orElseThrow())));
        };
    }

    private static String text(Path file, int line, String column, Cells cells) {
        String text = cells.of(column);
        if (text.isBlank()) {
            throw EvaluationException.at(
                    file,
                    line,
                    "expected a text in the column \"%s\", found none".formatted(column));
        }
        return text;
    }

    private static double score(Path file, int line, String text) {
        try {
            double score = Double.parseDouble(text.strip());
            if (Double.isFinite(score)) {
                return score;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw EvaluationException.at(
                file, line, "expected a number as score, found \"%s\"".formatted(text));
    }
}
