package io.github.flinkbert.testbed.cluster;

import io.github.flinkbert.flink.config.JobArguments;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/** The Kafka job onto a local cluster. */
@Command(
        name = "submit",
        description = {
            "Submit the Kafka job, and print its id. What follows are the job's options, as of",
            "flink-bert run. The local broker is the default of --bootstrap-servers, and topics",
            "that are missing on it are made."
        })
final class LocalClusterSubmitCommand implements Callable<Integer> {

    private static final String BOOTSTRAP_SERVERS = "--bootstrap-servers";
    private static final int TOPIC_PARTITIONS = 4;

    @ParentCommand private LocalClusterCommand parent;
    @Mixin private ClusterFolderOption folder;

    /** The job's own options, which the job knows. */
    @Unmatched private List<String> others = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        LocalCluster cluster = LocalCluster.open(folder.path());
        List<String> options = separated(others);
        if (!options.contains(BOOTSTRAP_SERVERS)) {
            options.addAll(List.of(BOOTSTRAP_SERVERS, cluster.bootstrapServers()));
        }
        KafkaJobConfig config =
                KafkaJobConfig.from(JobArguments.parse(options.toArray(String[]::new)));
        if (config.bootstrapServers().equals(cluster.bootstrapServers())) {
            Set<String> topics = new LinkedHashSet<>(config.source().topics().orElse(List.of()));
            topics.add(config.output().topic());
            topics.add(config.output().deadLetterTopic());
            ClusterTopics.create(cluster.bootstrapServers(), topics, TOPIC_PARTITIONS);
        }
        parent.root.streams().text().println(cluster.submit(options));
        return 0;
    }

    /** {@code --key=value} as {@code --key value}, which is how the job reads it. */
    private static List<String> separated(List<String> options) {
        List<String> separated = new ArrayList<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (option.startsWith("--") && equals > 0) {
                separated.add(option.substring(0, equals));
                separated.add(option.substring(equals + 1));
            } else {
                separated.add(option);
            }
        }
        return separated;
    }
}
