package io.github.flinkbert.testbed.quickstart;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.run.JobSettings;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.cli.watch.PageOptions;
import io.github.flinkbert.console.ask.AskedModel;
import io.github.flinkbert.console.ask.AskedModels;
import io.github.flinkbert.console.page.LivePage;
import io.github.flinkbert.console.stream.LocalEngine;
import io.github.flinkbert.console.stream.WatchedTopics;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Everything at once, on this machine. */
@Command(
        name = "quickstart",
        description =
                "Start a Kafka broker and Flink, send real sentences through the job, and show what"
                    + " comes out: an embedding of each, and what the adapters that ship find in"
                    + " it, or those that the model or --adapter brings. With --languages en,ko the"
                    + " job detects the language of each text and asks the model that is for it. An"
                    + " adapter whose name ends with a language, such as -ko, is for texts in that"
                    + " language only.")
@Internal
public final class QuickstartCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;

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

    @Option(
            names = "--languages",
            paramLabel = "en,ko",
            split = ",",
            description =
                    "Of which languages sentences are sent: en (the default), ko or both. Korean"
                            + " ones are asked of the adapters that ship for Korean, which stand on"
                            + " Google's multilingual BERT-Base, cased: another 660 MB to fetch the"
                            + " first time. With --model or --adapter all are asked of that model.")
    private List<String> languages = List.of();

    @Option(names = "--korean", description = "The same as --languages ko.")
    private boolean korean;

    @Mixin private PageOptions page;
    @Mixin private ModelArguments model;

    @Override
    public Integer call() throws Exception {
        Set<String> spoken = QuickstartModels.languages(languages, korean);
        int count = records.orElse(Quickstart.sentences(spoken));
        requireAtLeastOne("--records", count);
        requireAtLeastOne("--parallelism", parallelism);
        BertOptions options = QuickstartModels.shown(spoken, model);
        Map<String, String> settings = settings(options);
        Map<String, BertOptions> byRoute = new LinkedHashMap<>(Map.of(Route.OTHER, options));
        if (QuickstartModels.areRouted(spoken, model)) {
            BertOptions ofKorean = QuickstartModels.korean(model);
            byRoute.put(QuickstartModels.KOREAN, ofKorean);
            settings = QuickstartModels.routed(settings, settings(ofKorean));
        }
        Quickstart quickstart =
                new Quickstart(
                        count,
                        spoken,
                        parallelism,
                        keep,
                        settings,
                        brokerHome(),
                        servers -> openPage(servers, byRoute));
        Streams streams = root.streams();
        return quickstart.run(streams.text(), streams.err()).complete()
                ? 0
                : ExitStatus.SOME_UNANSWERED;
    }

    /**
     * The job's settings. Says what is wrong with a model or an adapter before anything is started,
     * and fetches them.
     */
    private Map<String, String> settings(BertOptions options) {
        String location = options.checkpoint();
        root.streams().err().println("Getting the model " + location + " …");
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

    /**
     * Looks at the job's own engines, and asks them: the same model in one process is one engine.
     */
    private Quickstart.Shown openPage(String servers, Map<String, BertOptions> byRoute)
            throws IOException {
        LocalEngine engine = new LocalEngine();
        Map<String, AskedModel> byKey = new LinkedHashMap<>();
        byRoute.forEach((key, options) -> byKey.put(key, asked(options, engine)));
        AskedModels asked = AskedModels.routed(RouteBy.language(), byKey);
        WatchedTopics topics =
                new WatchedTopics(
                        Map.of("bootstrap.servers", servers),
                        Quickstart.ENRICHED,
                        Quickstart.DEAD_LETTERS,
                        true);
        LivePage open = page.open(topics, engine, asked);
        // So that the page hears of the job's batches from the first one on.
        for (AskedModel each : byKey.values()) {
            var unused = each.open();
        }
        root.streams().err().println("Look at it: " + open.address());
        return open::close;
    }

    private static AskedModel asked(BertOptions options, LocalEngine engine) {
        return new AskedModel(
                options.checkpoint(),
                () -> {
                    Bert bert = Bert.open(options);
                    engine.listenBeside(bert);
                    return bert;
                });
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
