package io.github.flinkbert.cli.watch;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.option.KafkaArguments;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.run.JobSettings;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.console.ask.AskedModel;
import io.github.flinkbert.console.ask.AskedModels;
import io.github.flinkbert.console.page.LivePage;
import io.github.flinkbert.console.stream.EngineView;
import io.github.flinkbert.console.stream.FlinkEngine;
import io.github.flinkbert.console.stream.WatchedTopics;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.route.Routes;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The live page over topics that a job writes somewhere. */
@Command(
        name = "watch",
        description = {
            "Serve a live page of a job's topics on this machine: enriched texts as they come, dead"
                + " letters, throughput and latency, a map of the texts; and a model of this"
                + " process to try texts on, loaded when it is first asked. Reads with a consumer"
                + " of its own, in no group; nothing else notices."
        },
        footerHeading = "%nKafka's own properties:%n",
        footer = "  --kafka.NAME=VALUE         for the consumer")
@Internal
public final class WatchCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Spec private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            required = true,
            description = "Kafka brokers to begin with.")
    private String servers;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            required = true,
            description = "The topic of enriched texts, in JSON or Avro.")
    private String topic;

    @Option(
            names = "--dead-letter-topic",
            paramLabel = "NAME",
            description = "The topic of dead letters (default: the other's name, -dead-letters).")
    private Optional<String> deadLetters = Optional.empty();

    @Option(
            names = "--from-beginning",
            description = "Read all that the topics hold, not only the last few and what comes.")
    private boolean fromBeginning;

    @Option(
            names = "--flink",
            paramLabel = "URI",
            description =
                    "Where the job's Flink has its REST API, such as http://localhost:8081, to show"
                            + " how full the encoder's batches are.")
    private Optional<URI> flink = Optional.empty();

    @Option(
            names = "--route",
            paramLabel = "KEY=MODEL[+ADAPTER…]",
            description =
                    "In place of one model: the one that is asked a typed text of this language,"
                            + " and with other=MODEL the one for all others, as the job has it."
                            + " May be given several times.")
    private List<String> routes = List.of();

    @Option(
            names = "--route-by",
            paramLabel = "language|attribute:NAME",
            description =
                    "What says which route a text takes. What is typed has no attributes: it takes"
                            + " the route other then.")
    private Optional<String> routeBy = Optional.empty();

    @Mixin private PageOptions page;
    @Mixin private ModelArguments model;

    /** Kafka's own properties, whose names picocli cannot know. */
    @Unmatched private List<String> others = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        AskedModels asked = models();
        try (LivePage open = page.open(topics(), engine(), asked)) {
            root.streams().text().println("Look at " + open.address());
            root.streams().err().println("Ctrl-C ends it.");
            // Nothing to wait for but the process's end.
            new CountDownLatch(1).await();
        }
        return 0;
    }

    /** The models of the routes, else the only one. */
    private AskedModels models() {
        BertOptions options = model.options(ShippedAdapters.ENGLISH);
        if (routes.isEmpty()) {
            if (routeBy.isPresent()) {
                throw new UserException("--route-by is for --route, which is not given");
            }
            return AskedModels.of(asked(options));
        }
        if (model.isNamed()) {
            throw new UserException(
                    "--model and --adapter name one model, --route several: expected one of them,"
                            + " found both");
        }
        Map<String, String> settings = JobSettings.of(options);
        settings.keySet().removeAll(List.of("model", "adapters"));
        settings.put("bootstrap-servers", servers);
        settings.put("input-topics", topic + "-in");
        settings.put("output-topic", topic);
        settings.put("route", String.join(",", routes));
        routeBy.ifPresent(by -> settings.put("route-by", by));
        Routes parsed = KafkaJobConfig.from(settings).routes().orElseThrow();
        Map<String, AskedModel> byKey = new LinkedHashMap<>();
        parsed.all().forEach(route -> byKey.put(route.key(), asked(route.model())));
        return AskedModels.routed(parsed.by(), byKey);
    }

    private static AskedModel asked(BertOptions options) {
        return new AskedModel(options.checkpoint(), () -> Bert.open(options, Terminal.progress()));
    }

    private EngineView engine() {
        flink.filter(uri -> !"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme()))
                .ifPresent(
                        uri -> {
                            throw new UserException(
                                    "--flink must begin with http:// or https://, found " + uri);
                        });
        return flink.<EngineView>map(FlinkEngine::new).orElse(EngineView.NONE);
    }

    private WatchedTopics topics() {
        Map<String, String> kafka = new HashMap<>();
        KafkaArguments.parse(spec.commandLine(), others)
                .forEach((key, value) -> kafka.put(key.replaceFirst(".*?kafka\\.", ""), value));
        kafka.put("bootstrap.servers", servers);
        return new WatchedTopics(
                kafka, topic, deadLetters.orElse(topic + "-dead-letters"), fromBeginning);
    }
}
