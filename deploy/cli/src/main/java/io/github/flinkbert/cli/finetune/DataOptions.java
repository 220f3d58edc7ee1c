package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.cli.terminal.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** Which files are learnt from and evaluated by, and what is held out of them. */
@Internal
public final class DataOptions {

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "The files to learn from. ${bundle:files}.")
    private List<Path> training;

    @Option(
            names = "--development",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files to score after each epoch; the best epoch is kept. Left out, about a"
                            + " tenth of the data is held out for it, drawn by --seed.")
    private List<Path> development = List.of();

    @Option(
            names = "--no-development",
            description = "Hold nothing out for it: the last epoch is kept.")
    private boolean noDevelopment;

    @Option(
            names = "--test",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files to score once, at the end, as flink-bert evaluate does.")
    private List<Path> test = List.of();

    @Option(
            names = "--format",
            paramLabel = "${bundle:formats}",
            defaultValue = "auto",
            description = "Format of all files; auto: by each one's content.")
    private FormatChoice format;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "Part the first --data file's documents (or articles) into K folds, drawn by"
                            + " --seed, and hold --fold out as test data.")
    private Optional<Integer> folds = Optional.empty();

    @Option(names = "--fold", paramLabel = "I", description = "Which of the folds, from 1 on.")
    private Optional<Integer> fold = Optional.empty();

    @Option(
            names = "--data-licence",
            paramLabel = "[FILE=]LICENCE",
            description =
                    "For the model card: the licence of a file, by its name, or of all others; may"
                            + " be repeated.")
    private List<String> licences = List.of();

    @Option(
            names = "--no-examples",
            description =
                    "Keep texts of the development data out of the model card. Left out, it shows"
                            + " ten typical errors where --data-licence lets pass texts on (CC BY,"
                            + " CC BY-SA, CC0, MIT, Apache and such).")
    private boolean noExamples;

    /** Misspelt options, which were taken for more files. */
    public List<String> misspelt() {
        return Stream.of(training, development, test)
                .flatMap(List::stream)
                .filter(file -> file.toString().startsWith("-") && !Files.exists(file))
                .map(Path::toString)
                .toList();
    }

    /**
     * Says what cannot be before anything is read.
     *
     * @param heldOutBy the task's own option that says what is held out to develop on, if given
     * @throws UserException if files are not there, or options contradict each other
     */
    public void require(Optional<String> heldOutBy) {
        for (Path file : training) {
            requireFile("--data", file);
        }
        development.forEach(file -> requireFile("--development", file));
        test.forEach(file -> requireFile("--test", file));
        List<String> ways = new ArrayList<>();
        if (!development.isEmpty()) {
            ways.add("--development");
        }
        if (noDevelopment) {
            ways.add("--no-development");
        }
        heldOutBy.ifPresent(ways::add);
        if (ways.size() > 1) {
            throw new UserException(
                    "development data is chosen in one way, found " + String.join(" and ", ways));
        }
        if (folds.isPresent() != fold.isPresent()) {
            throw new UserException("--folds and --fold go together, found only one of them");
        }
    }

    private static void requireFile(String option, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(
                    "%s %s: %s"
                            .formatted(
                                    option,
                                    file,
                                    Files.isDirectory(file)
                                            ? "it is a folder, expected a file"
                                            : "there is no such file"));
        }
        if (!Files.isReadable(file)) {
            throw new UserException("%s %s may not be read".formatted(option, file));
        }
    }

    public List<Path> training() {
        return training;
    }

    public List<Path> development() {
        return development;
    }

    public List<Path> test() {
        return test;
    }

    public FormatChoice format() {
        return format;
    }

    /** Whether texts of the data are kept out of what is passed on. */
    boolean noExamples() {
        return noExamples;
    }

    boolean noDevelopment() {
        return noDevelopment;
    }

    public Optional<Integer> folds() {
        return folds;
    }

    public int fold() {
        return fold.orElse(0);
    }

    /** The licence that was given for a file; empty where none was. */
    public String licence(Path file) {
        String name = file.getFileName().toString();
        String ofAll = "";
        for (String licence : licences) {
            int equals = licence.indexOf('=');
            if (equals < 0) {
                ofAll = licence;
            } else if (Path.of(licence.substring(0, equals))
                    .getFileName()
                    .toString()
                    .equals(name)) {
                return licence.substring(equals + 1);
            }
        }
        return ofAll;
    }
}
