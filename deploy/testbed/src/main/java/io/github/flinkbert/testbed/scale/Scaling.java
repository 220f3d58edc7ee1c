package io.github.flinkbert.testbed.scale;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.testbed.cluster.ClusterPlan;
import io.github.flinkbert.testbed.cluster.ClusterTopics;
import io.github.flinkbert.testbed.cluster.Distribution;
import io.github.flinkbert.testbed.cluster.LocalCluster;
import io.github.flinkbert.testbed.cluster.Member;
import io.github.flinkbert.testbed.cluster.Role;
import io.github.flinkbert.testbed.load.Channel;
import io.github.flinkbert.testbed.soak.Jobs;
import io.github.flinkbert.testbed.soak.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** From Kafka to Kafka by one and by two task managers, beside the engine alone. */
final class Scaling {

    private static final Duration MOST = Duration.ofMinutes(8);
    private static final int HEAP = 384;
    private static final int OFF_HEAP = 1200;

    private final Distribution distribution;
    private final Path folder;
    private final BertOptions model;
    private final int warm;
    private final int texts;

    public Scaling(Distribution distribution, Path folder, BertOptions model, int warm, int texts) {
        this.distribution = distribution;
        this.folder = folder;
        this.model = model;
        this.warm = warm;
        this.texts = texts;
    }

    public Rate bare() throws InterruptedException {
        return BareEngine.measure(model, warm, texts);
    }

    /** With one subtask a task manager. Processor time is the task managers'. */
    public Rate cluster(int taskManagers)
            throws IOException, InterruptedException, ExecutionException {
        LocalCluster cluster =
                LocalCluster.start(
                        distribution,
                        folder.resolve("task-managers-" + taskManagers),
                        new ClusterPlan(taskManagers, 1, HEAP, OFF_HEAP, false, Map.of()));
        try {
            String broker = cluster.bootstrapServers();
            ClusterTopics.create(
                    broker,
                    List.of(Channel.TEXTS, Channel.ENRICHED, Channel.DEAD_LETTERS),
                    2 * taskManagers);
            var unused = cluster.submit(Jobs.options(broker, model, taskManagers));
            try (Channel channel = new Channel(broker)) {
                channel.send(warm);
                channel.await(warm, MOST);
                double before = cpuSeconds(cluster);
                long begin = System.nanoTime();
                channel.send(texts);
                channel.await(warm + texts, MOST);
                return Rate.of(texts, begin, cpuSeconds(cluster) - before);
            }
        } finally {
            cluster.destroy();
        }
    }

    private static double cpuSeconds(LocalCluster cluster) {
        return cluster.members(Role.TASK_MANAGER).stream()
                .mapToLong(Member::pid)
                .mapToDouble(pid -> Usage.of(pid).cpuSeconds())
                .sum();
    }
}
