package io.github.flinkbert.training.masks;

import io.github.flinkbert.evaluation.Utf8Lines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/** Plain text in UTF-8, a text a line; blank lines part documents and are no texts. */
@Experimental
public final class PlainTextFile {

    private PlainTextFile() {}

    /**
     * @throws io.github.flinkbert.evaluation.EvaluationException if the file cannot be read, or a
     *     line is not UTF-8
     */
    public static List<String> read(Path file) {
        return Utf8Lines.read(file).stream().filter(line -> !line.isBlank()).toList();
    }

    /**
     * The documents of a file, each its lines. Several blank lines part as one does; no document is
     * without lines.
     *
     * @throws io.github.flinkbert.evaluation.EvaluationException if the file cannot be read, or a
     *     line is not UTF-8
     */
    public static List<List<String>> documents(Path file) {
        List<List<String>> documents = new ArrayList<>();
        List<String> document = new ArrayList<>();
        for (String line : Utf8Lines.read(file)) {
            if (!isBlank(line)) {
                document.add(line);
            } else if (!document.isEmpty()) {
                documents.add(document);
                document = new ArrayList<>();
            }
        }
        if (!document.isEmpty()) {
            documents.add(document);
        }
        return documents;
    }

    /** As Python's {@code str.strip} leaves nothing: no-break spaces are blank, too. */
    private static boolean isBlank(String line) {
        return line.codePoints()
                .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }
}
