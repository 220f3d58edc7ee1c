package io.github.flinkbert.cli.watch;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.option.KafkaArguments;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.console.ask.AskedModel;
import io.github.flinkbert.console.page.LivePage;
import io.github.flinkbert.console.stream.EngineView;
import io.github.flinkbert.console.stream.FlinkEngine;
import io.github.flinkbert.console.stream.WatchedTopics;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
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

    @Mixin private PageOptions page;
    @Mixin private ModelArguments model;

    /** Kafka's own properties, whose names picocli cannot know. */
    @Unmatched private List<String> others = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        BertOptions options = model.options(ShippedAdapters.ENGLISH);
        AskedModel asked =
                new AskedModel(options.checkpoint(), () -> Bert.open(options, Terminal.progress()));
        try (LivePage open = page.open(topics(), engine(), asked)) {
            root.streams().text().println("Look at " + open.address());
            root.streams().err().println("Ctrl-C ends it.");
            // Nothing to wait for but the process's end.
            new CountDownLatch(1).await();
        }
        return 0;
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
