package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.evaluation.EvaluationException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The file formats with gold data. */
public enum DataFormat {
    /** By the file's content. */
    AUTO,
    /** SQuAD's layout, 1.1 or 2.0. */
    SQUAD,
    /** SQuAD's layout, scored as KorQuAD 1.0 is: in characters. */
    KORQUAD,
    /** A token and its tag a line. */
    CONLL,
    /** A character and its tag a line. */
    KLUE,
    /** Sentence pairs with a header. */
    KORSTS;

    private static final int LINES = 100;

    /**
     * The format itself, or the one of those expected that the file's beginning speaks for.
     *
     * @throws EvaluationException if the format is none of those expected
     */
    DataFormat of(Path file, DataFormat... expected) {
        DataFormat found = this == AUTO ? recognise(file) : this;
        if (!List.of(expected).contains(found)) {
            throw new EvaluationException(
                    "%s has the format %s, which this task is not scored on; expected one of %s"
                            .formatted(
                                    file,
                                    found.word(),
                                    Arrays.stream(expected)
                                            .map(DataFormat::word)
                                            .collect(Collectors.joining(", "))));
        }
        return found;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static DataFormat recognise(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            char[] first = new char[4096];
            int length = reader.read(first);
            String beginning = new String(first, 0, Math.max(0, length)).strip();
            if (beginning.startsWith("{") || beginning.startsWith("\uFEFF{")) {
                return beginning.contains("KorQuAD") ? KORQUAD : SQUAD;
            }
            List<String> lines = beginning.lines().limit(LINES).toList();
            if (!lines.isEmpty() && lines.get(0).contains("sentence1")) {
                return KORSTS;
            }
            // KLUE's comments; or every token is one character.
            boolean characters =
                    lines.stream()
                            .filter(line -> line.indexOf('\t') > 0)
                            .limit(Math.max(1, lines.size() - 1L)) // the last may be cut
                            .allMatch(line -> line.codePointCount(0, line.indexOf('\t')) == 1);
            boolean tabs = lines.stream().anyMatch(line -> line.indexOf('\t') > 0);
            return beginning.startsWith("## ") || (tabs && characters) ? KLUE : CONLL;
        } catch (IOException e) {
            throw new EvaluationException("%s cannot be read: %s".formatted(file, e), e);
        }
    }
}
