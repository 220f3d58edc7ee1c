package io.github.flinkbert.evaluation.similarity;

import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Utf8Lines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * Sentence similarity in the layout of KorSTS, which is that of the STS benchmark with a header:
 * columns parted by tabs, no quoting; read are {@code score}, {@code sentence1} and {@code
 * sentence2}.
 */
@Experimental
public final class KorStsFile {

    private KorStsFile() {}

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
