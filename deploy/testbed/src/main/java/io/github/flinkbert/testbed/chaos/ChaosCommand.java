package io.github.flinkbert.testbed.chaos;

import io.github.flinkbert.cli.option.Folders;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.testbed.cluster.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A chaos run, by command. */
@Command(
        name = "chaos",
        description = {
            "Start a cluster on this machine, keep it under load, break what may break, and count",
            "what comes out: each text exactly once, enriched or dead-lettered. All on loopback.",
            "As root the checkpoint disk is a tmpfs that is mounted for the run and filled."
        })
@Internal
public final class ChaosCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the order of faults and of the texts (default: another every time).")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "10min",
            description =
                    "How long faults go on, each kind at least once; starting, recovering and"
                            + " counting come on top (default: ${DEFAULT-VALUE}).")
    private String duration;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "How long what is paused stands still and a disk stays full (default:"
                            + " ${DEFAULT-VALUE}).")
    private String pause;

    /** Takes a name that one of them had before, too. */
    static final class FaultWord implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String word) throws Exception {
            return Words.of(Fault.class)
                    .convert(word.equals("garbage-on-control-topic") ? "malformed-update" : word);
        }
    }

    @Option(
            names = "--faults",
            split = ",",
            converter = FaultWord.class,
            paramLabel = "FAULT",
            description =
                    "Which kinds: kill-task-manager, kill-job-manager, kill-broker, pause-broker,"
                            + " pause-task-manager, full-checkpoint-disk, malformed-update,"
                            + " stop-registry (default: all; malformed-update if there is a"
                            + " control topic, stop-registry with --in-place avro).")
    private @Nullable List<Fault> faults;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Texts sent a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Processes that work, one more than the job needs (default: ${DEFAULT-VALUE}).")
    private int taskManagers;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "2",
            description = "Slots of each (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = {"--model", "--checkpoint"},
            paramLabel = "FOLDER",
            description = "A BERT (default: a small one of random weights).")
    private Optional<Path> checkpoint = Optional.empty();

    @Option(
            names = "--control-topic",
            paramLabel = "TOPIC",
            description = "The job's topic of live updates, which gets malformed ones.")
    private Optional<String> controlTopic = Optional.empty();

    @Option(
            names = "--in-place",
            paramLabel = "FORM",
            description =
                    "Records that the job writes in place: json, or avro by a schema registry of"
                            + " the run, of whose schema each stop-registry brings another version"
                            + " (default: texts that are enriched).")
    private Optional<InPlaceForm> inPlace = Optional.empty();

    @Option(
            names = "--job-option",
            paramLabel = "KEY=VALUE",
            description = "More options of the job; may be repeated.")
    private Map<String, String> jobOptions = Map.of();

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON, too.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Where the cluster works and its logs stay (default: a temporary folder, kept"
                            + " only if the run is not survived).")
    private Optional<Path> folder = Optional.empty();

    @Override
    public Integer call() throws Exception {
        ChaosPlan plan = plan();
        Path place = folder.isPresent() ? folder.get() : Files.createTempDirectory("flink-bert-");
        root.streams().err().printf("A chaos run with seed %d in %s%n", plan.seed(), place);
        ChaosRun run =
                new ChaosRun(
                        plan,
                        Distribution.locate(),
                        place.toAbsolutePath(),
                        line -> root.streams().err().println(line));
        ChaosReport found = run.run();
        root.streams().text().println(found.text());
        if (report.isPresent()) {
            Files.writeString(report.get(), found.json());
        }
        if (found.survived() && folder.isEmpty()) {
            Folders.delete(place);
        }
        return found.survived() ? 0 : ExitStatus.SOME_UNANSWERED;
    }

    private ChaosPlan plan() {
        try {
            return new ChaosPlan(
                    seed.orElseGet(() -> System.nanoTime() % 1_000_000),
                    time("--duration", duration),
                    faults == null ? allFaults() : faults,
                    time("--pause", pause),
                    rate,
                    taskManagers,
                    slots,
                    checkpoint.map(Path::toAbsolutePath),
                    controlTopic,
                    inPlace,
                    jobOptions);
        } catch (IllegalArgumentException e) {
            throw new UserException(FailureMessage.of(e), e);
        }
    }

    private List<Fault> allFaults() {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.MALFORMED_UPDATE || controlTopic.isPresent())
                .filter(fault -> fault != Fault.STOP_REGISTRY || ChaosPlan.hasRegistry(inPlace))
                .toList();
    }

    private static Duration time(String option, String value) {
        try {
            return TimeUtils.parseDuration(value);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    "%s: expected a time such as 90s or 10min, found %s".formatted(option, value),
                    e);
        }
    }
}
