package io.github.flinkbert.training.labels;

import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Utf8Lines;
import io.github.flinkbert.training.data.TableRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.annotation.Experimental;

/**
 * What data's labels are called: as they are; or, where the data has numbers, by a file with a name
 * a line, number 0 first.
 *
 * @param names of that file; empty where there is none
 */
@Experimental
public record LabelNames(Optional<List<String>> names) {

    /** Labels stay as they are. */
    public static final LabelNames SAME = new LabelNames(Optional.empty());

    public LabelNames {
        names = names.map(List::copyOf);
    }

    /**
     * @throws EvaluationException if the file cannot be read, or has a name twice or an empty one
     */
    public static LabelNames read(Path file) {
        List<String> lines = new ArrayList<>();
        Utf8Lines.read(file).forEach(line -> lines.add(line.strip()));
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).isEmpty()) {
                throw EvaluationException.at(file, line + 1, "expected a label's name, found none");
            }
            if (lines.indexOf(lines.get(line)) < line) {
                throw EvaluationException.at(
                        file,
                        line + 1,
                        "expected each name once, found \"%s\" again".formatted(lines.get(line)));
            }
        }
        if (lines.isEmpty()) {
            throw EvaluationException.at(file, 1, "expected labels' names, found none");
        }
        return new LabelNames(Optional.of(lines));
    }

    /**
     * The file's texts with names in place of numbers.
     *
     * @throws EvaluationException if a label is no number of one of the names
     */
    public List<LabelledText> named(LabelledTextFile file) {
        if (names.isEmpty()) {
            return file.texts();
        }
        List<LabelledText> named = new ArrayList<>();
        for (LabelledText text : file.texts()) {
            named.add(
                    new LabelledText(
                            text.text(),
                            text.second(),
                            text.labels().stream().map(id -> name(file, text, id)).toList(),
                            text.line()));
        }
        return named;
    }

    private String name(LabelledTextFile file, LabelledText text, String id) {
        List<String> all = names.orElseThrow();
        if (all.contains(id)) {
            return id;
        }
        if (!TableRows.isNumber(id) || Integer.parseInt(id) >= all.size()) {
            throw EvaluationException.at(
                    file.path(),
                    text.line(),
                    "expected a label's number from 0 to %d, or its name, found \"%s\""
                            .formatted(all.size() - 1, id));
        }
        return all.get(Integer.parseInt(id));
    }

    /** The labels of a head: all of the file with names, in its order; or those found, sorted. */
    public List<String> all(Collection<LabelledText> texts) {
        if (names.isPresent()) {
            return names.get();
        }
        TreeSet<String> found = new TreeSet<>(LabelNames::compare);
        texts.forEach(text -> found.addAll(text.labels()));
        return List.copyOf(found);
    }

    /** Whole numbers by their size, and before names. A total order: 1 and 01 are two labels. */
    private static int compare(String first, String second) {
        boolean number = TableRows.isNumber(first);
        if (number != TableRows.isNumber(second)) {
            return number ? -1 : 1;
        }
        int bySize =
                number ? Integer.compare(Integer.parseInt(first), Integer.parseInt(second)) : 0;
        return bySize != 0 ? bySize : first.compareTo(second);
    }
}
