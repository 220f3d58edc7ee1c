package io.github.flinkbert.training.masks;

import io.github.flinkbert.evaluation.Utf8Lines;
import java.nio.file.Path;
import java.util.List;

/** Plain text in UTF-8, a text a line; blank lines part documents and are no texts. */
public final class PlainTextFile {

    private PlainTextFile() {}

    /**
     * @throws io.github.flinkbert.evaluation.EvaluationException if the file cannot be read, or a
     *     line is not UTF-8
     */
    public static List<String> read(Path file) {
        return Utf8Lines.read(file).stream().filter(line -> !line.isBlank()).toList();
    }
}
