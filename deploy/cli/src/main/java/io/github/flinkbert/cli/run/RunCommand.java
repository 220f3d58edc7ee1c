package io.github.flinkbert.cli.run;

import io.github.flinkbert.cli.option.KafkaArguments;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.flink.config.JobArguments;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The Kafka job, on a Flink inside this process, until it ends or is told to. */
@Command(
        name = "run",
        description =
                "Run the Kafka job on a Flink in this process: texts from one topic in, enriched"
                        + " texts into another, what cannot be enriched into a third. Goes on from"
                        + " the newest checkpoint of an earlier run of the same job.",
        footerHeading = "%nKafka's own properties:%n",
        footer = {
            "  --kafka.NAME=VALUE         for consumers and producers",
            "  --source.kafka.NAME=VALUE  for consumers only",
            "  --sink.kafka.NAME=VALUE    for producers only",
            "",
            "On a cluster: flink run -c io.github.flinkbert.flink.KafkaEnrichmentJob, with the same"
                    + " options."
        },
        modelTransformer = JobOptionSpecs.class)
@Internal
public final class RunCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description =
                    "A file of these options, without their dashes; an option on the command line"
                            + " wins.")
    private Optional<Path> properties = Optional.empty();

    @Option(
            names = "--state-folder",
            paramLabel = "DIR",
            description =
                    "Where checkpoints are kept. Default: a folder for this Kafka cluster, group"
                            + " and output topic in ~/.local/share/flink-bert/checkpoints"
                            + " ($XDG_DATA_HOME). One run at a time has it.")
    private Optional<Path> stateFolder = Optional.empty();

    @Option(
            names = "--fresh",
            description = "Delete the checkpoints of earlier runs, and begin anew.")
    private boolean fresh;

    /** Kafka's own properties, whose names picocli cannot know. */
    @Unmatched private List<String> others = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Map<String, String> options = JobSettings.read(properties);
        String inFile = options.remove("state-folder");
        options = JobArguments.over(options, JobOptionSpecs.given(spec));
        options.putAll(KafkaArguments.parse(spec.commandLine(), others));
        // On a cluster it is Flink's own option, so that the job does not know it.
        Optional<Path> folder = stateFolder.or(() -> Optional.ofNullable(inFile).map(Path::of));
        new KafkaRun(
                        KafkaJobConfig.from(options),
                        folder,
                        fresh,
                        Terminal.err(),
                        spec.commandLine().getErr())
                .run();
        return 0;
    }
}
