package io.github.flinkbert.cli.evaluate.labels;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.training.labels.LabelNames;
import io.github.flinkbert.training.labels.LabelledTextFile;
import io.github.flinkbert.training.labels.TableColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Where files with labels have what, and what the labels mean. */
@Internal
public final class LabelColumnOptions {

    /** What a text has. */
    public enum Problem {
        /** Several labels where a separator or a JSON array says so; else one. */
        AUTO,
        SINGLE,
        MULTI,
        SCORE
    }

    static final class ProblemWord implements ITypeConverter<Problem> {
        @Override
        public Problem convert(String word) throws Exception {
            return Words.of(Problem.class).convert(word);
        }
    }

    @Option(
            names = "--text-column",
            paramLabel = "COLUMN",
            description =
                    "Labels: the column with the text, by its name in the header or by its number"
                            + " from 1; in JSON lines a field (default: text).")
    private Optional<String> text = Optional.empty();

    @Option(
            names = "--second-text-column",
            paramLabel = "COLUMN",
            description = "Labels of pairs: the column with the second text.")
    private Optional<String> second = Optional.empty();

    @Option(
            names = "--label-column",
            paramLabel = "COLUMN",
            description = "Labels: the column with the label or the score (default: label).")
    private Optional<String> label = Optional.empty();

    @Option(
            names = "--label-separator",
            paramLabel = "TEXT",
            description =
                    "Labels: what parts several labels of a text, such as ','; a JSON array needs"
                            + " none.")
    private Optional<String> separator = Optional.empty();

    @Option(
            names = "--label-names",
            paramLabel = "FILE",
            description =
                    "Labels: a name a line, where the data has numbers from 0 on; also the order of"
                            + " the head's outputs.")
    private Optional<Path> names = Optional.empty();

    @Option(
            names = "--header",
            negatable = true,
            description =
                    "Labels: whether tables begin with a header (default: unless all columns are"
                            + " given by number).")
    private Optional<Boolean> header = Optional.empty();

    @Option(
            names = "--problem",
            paramLabel = "auto|single|multi|score",
            defaultValue = "auto",
            converter = ProblemWord.class,
            description =
                    "Labels: whether a text has one label, any of them, or a score; auto: any where"
                            + " a separator or a JSON array says so, else one.")
    private Problem problem;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            description =
                    "Labels: probability from which a text has a label, where it may have several"
                            + " (default: as the model was trained, else 0.5).")
    private Optional<Double> threshold = Optional.empty();

    /**
     * @param format as the user says it
     */
    public LabelledTextFile read(Path file, FormatChoice format) {
        return LabelledTextFile.read(
                file,
                LabelFormats.layout(file, format),
                new TableColumns(
                        text.orElse(TableColumns.DEFAULT.text()),
                        second,
                        label.orElse(TableColumns.DEFAULT.label()),
                        separator,
                        header));
    }

    public LabelNames names() {
        if (names.isEmpty()) {
            return LabelNames.SAME;
        }
        if (!Files.isRegularFile(names.get())) {
            throw new UserException(
                    "--label-names %s: there is no such file".formatted(names.get()));
        }
        return LabelNames.read(names.get());
    }

    /**
     * @param several whether the data has rows with several labels, or says that it may
     */
    public ProblemType problem(boolean several) {
        return switch (problem) {
            case AUTO -> several ? ProblemType.MULTI_LABEL : ProblemType.SINGLE_LABEL;
            case SINGLE -> ProblemType.SINGLE_LABEL;
            case MULTI -> ProblemType.MULTI_LABEL;
            case SCORE -> ProblemType.REGRESSION;
        };
    }

    /** Whether the user says what a text has, and with it what a head gives that does not say. */
    boolean saysProblem() {
        return problem != Problem.AUTO;
    }

    public boolean pairs() {
        return second.isPresent();
    }

    /**
     * The threshold that the user named.
     *
     * @throws UserException if it is no probability, or a text has one label or a score
     */
    public OptionalDouble threshold(ProblemType of) {
        if (threshold.isEmpty()) {
            return OptionalDouble.empty();
        }
        double found = threshold.get();
        if (!(found >= 0 && found <= 1)) {
            throw new UserException("--threshold must be from 0 to 1, found " + found);
        }
        if (of != ProblemType.MULTI_LABEL) {
            throw new UserException(
                    "--threshold is for texts that may have several labels, found --problem "
                            + (of == ProblemType.REGRESSION ? "score" : "single"));
        }
        return OptionalDouble.of(found);
    }
}
