package io.github.flinkbert.evaluation.similarity;

import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Utf8Lines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * Sentence similarity in the layout of the STS benchmark: columns parted by tabs, no quoting. With
 * a header, as KorSTS and GLUE have it, {@code score}, {@code sentence1} and {@code sentence2} are
 * read; without one, as in the benchmark's {@code sts-*.csv}, the fifth column to the seventh, and
 * columns behind them, which say where a sentence is from, are left out.
 */
@Experimental
public final class KorStsFile {

    private static final int SCORE = 4;
    private static final int FIRST = 5;
    private static final int SECOND = 6;

    private KorStsFile() {}

    /** Whether a file's first line speaks for one of the two layouts. */
    public static boolean fits(String firstLine) {
        List<String> cells = Arrays.asList(firstLine.split("\t", -1));
        return (cells.contains("sentence1") && cells.contains("score")) || isBenchmark(cells);
    }

    private static boolean isBenchmark(List<String> cells) {
        return cells.size() > SECOND && cells.get(SCORE).strip().matches("[0-5](\\.[0-9]+)?");
    }

    /**
     * @throws EvaluationException if the file cannot be read, a column is missing, or a score is no
     *     number
     */
    public static List<SentencePair> read(Path file) {
        List<String> lines = Utf8Lines.read(file);
        if (lines.isEmpty()) {
            throw EvaluationException.at(file, 1, "expected a header, found an empty file");
        }
        List<String> header = Arrays.asList(lines.get(0).split("\t", -1));
        if (isBenchmark(header)) {
            return benchmark(file, lines);
        }
        int score = column(file, header, "score");
        int first = column(file, header, "sentence1");
        int second = column(file, header, "sentence2");
        List<SentencePair> pairs = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            String[] columns = lines.get(line).split("\t", -1);
            if (lines.get(line).isBlank()) {
                continue;
            }
            if (columns.length != header.size()) {
                throw EvaluationException.at(
                        file,
                        line + 1,
                        "expected %d columns, found %d".formatted(header.size(), columns.length));
            }
            pairs.add(
                    new SentencePair(
                            columns[first],
                            columns[second],
                            number(file, line + 1, columns[score])));
        }
        return List.copyOf(pairs);
    }

    private static List<SentencePair> benchmark(Path file, List<String> lines) {
        List<SentencePair> pairs = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).isBlank()) {
                continue;
            }
            String[] columns = lines.get(line).split("\t", -1);
            if (columns.length <= SECOND) {
                throw EvaluationException.at(
                        file,
                        line + 1,
                        "expected at least %d columns, found %d"
                                .formatted(SECOND + 1, columns.length));
            }
            pairs.add(
                    new SentencePair(
                            columns[FIRST],
                            columns[SECOND],
                            number(file, line + 1, columns[SCORE])));
        }
        return List.copyOf(pairs);
    }

    private static int column(Path file, List<String> header, String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw EvaluationException.at(
                    file, 1, "expected a column \"%s\", found %s".formatted(name, header));
        }
        return column;
    }

    private static double number(Path file, int line, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw EvaluationException.at(
                    file, line, "expected a number as score, found \"%s\"".formatted(text));
        }
    }
}
