package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.cli.evaluate.DataFormat.Beginning;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.evaluation.EvaluationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ITypeConverter;

/**
 * Which file format the user says that data has.
 *
 * @param said empty for the one that a file's content speaks for
 * @param known all formats of all tasks
 */
@Internal
public record FormatChoice(Optional<DataFormat> said, List<DataFormat> known) {

    /** The word for the format that a file's content speaks for. */
    public static final String AUTO = "auto";

    private static final int BYTES = 1 << 16;
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\n|\\r");

    public FormatChoice {
        known = List.copyOf(known);
    }

    /** By a file's content. */
    public static FormatChoice auto(List<DataFormat> known) {
        return new FormatChoice(Optional.empty(), known);
    }

    /** From a word of the command line. */
    public static ITypeConverter<FormatChoice> converter(List<DataFormat> known) {
        List<FormatChoice> choices = new ArrayList<>(List.of(auto(known)));
        known.forEach(format -> choices.add(auto(known).with(format)));
        return Words.of(choices, FormatChoice::word);
    }

    /** What {@code --format} may be, for the help page. */
    public static String words(Stream<DataFormat> formats) {
        return Stream.concat(Stream.of(AUTO), formats.map(DataFormat::word).distinct())
                .collect(Collectors.joining("|"));
    }

    public boolean isAuto() {
        return said.isEmpty();
    }

    public FormatChoice with(DataFormat format) {
        return new FormatChoice(Optional.of(format), known);
    }

    public String word() {
        return said.map(DataFormat::word).orElse(AUTO);
    }

    /**
     * The format that was said, or the one that the file's beginning speaks for.
     *
     * @throws EvaluationException if the format is none of those expected
     */
    public DataFormat of(Path file, DataFormat... expected) {
        DataFormat found = said.orElseGet(() -> recognise(file));
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

    private DataFormat recognise(Path file) {
        Beginning beginning = beginning(file);
        return Stream.concat(
                        known.stream().filter(format -> !format.anyText()),
                        known.stream().filter(DataFormat::anyText))
                .filter(format -> format.fits().test(beginning))
                .findFirst()
                .orElseThrow(
                        () ->
                                new EvaluationException(
                                        "%s is in no format that is known".formatted(file)));
    }

    /** Whole lines; what is no UTF-8 among them is for the reader of the format to name. */
    private static Beginning beginning(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int last = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
            String whole = bytes.length < BYTES || last < 0 ? text : text.substring(0, last);
            String unmarked = whole.startsWith("\uFEFF") ? whole.substring(1) : whole;
            return new Beginning(unmarked, LINE_END.splitAsStream(unmarked).toList());
        } catch (IOException e) {
            throw new EvaluationException("%s cannot be read: %s".formatted(file, e), e);
        }
    }
}
