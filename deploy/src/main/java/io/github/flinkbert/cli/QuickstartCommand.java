package io.github.flinkbert.cli;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.cli.quickstart.Quickstart;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Everything at once, on this machine. */
@Command(
        name = "quickstart",
        description =
                "Start a Kafka broker and Flink, send real sentences through the job, and show what"
                    + " comes out: embeddings, and entities and answers where the checkpoint or an"
                    + " adapter finds them. Of several adapters for one task, each is for the"
                    + " language that its name ends with, such as entities-ko.")
final class QuickstartCommand implements Callable<Integer> {

    @ParentCommand private FlinkBert root;

    @Option(
            names = "--records",
            paramLabel = "N",
            description =
                    "How many texts to send (default: every sentence once); more than there are"
                            + " sentences begins again.")
    private Optional<Integer> records = Optional.empty();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Subtasks of the job (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--keep",
            description = "Leave the broker running until Ctrl-C, to look at the topics.")
    private boolean keep;

    @Mixin private ModelOptions model;

    @Override
    public Integer call() throws Exception {
        int count = records.orElse(Quickstart.sentences());
        requireAtLeastOne("--records", count);
        requireAtLeastOne("--parallelism", parallelism);
        Map<String, String> settings = settings(model.options());
        Quickstart quickstart = new Quickstart(count, parallelism, keep, settings, brokerHome());
        Streams streams = root.streams();
        return quickstart.run(streams.text(), streams.err()).complete()
                ? 0
                : FlinkBert.SOME_UNANSWERED;
    }

    /**
     * The job's settings. Says what is wrong with a checkpoint or an adapter before anything is
     * started, and fetches them.
     */
    private Map<String, String> settings(BertOptions options) {
        String location = options.checkpoint();
        root.streams().err().println("Getting the checkpoint " + location + " …");
        try (Checkpoint checkpoint = Checkpoints.open(location, Terminal.progress())) {
            root.streams()
                    .err()
                    .printf(
                            "It is %s (%s), %d layers of %d.%n",
                            checkpoint.name(),
                            checkpoint.format(),
                            checkpoint.config().layers(),
                            checkpoint.config().hiddenSize());
            Map<String, String> settings = JobSettings.of(options);
            settings.putAll(TrainedTasks.of(checkpoint, options.adapters()).settings());
            return settings;
        }
    }

    private static void requireAtLeastOne(String option, int found) {
        if (found < 1) {
            throw new UserException(option + " must be at least 1, found " + found);
        }
    }

    private static Path brokerHome() {
        String home = System.getProperty("flinkbert.broker");
        if (home == null) {
            throw new UserException(
                    "the system property flinkbert.broker is missing, which names the folder of"
                            + " the Kafka broker; deploy/bin/flink-bert sets it");
        }
        return Path.of(home);
    }
}
