package io.github.flinkbert.testbed.chaos;

import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.testbed.cluster.ClusterPlan;
import io.github.flinkbert.testbed.cluster.ClusterTopics;
import io.github.flinkbert.testbed.cluster.Distribution;
import io.github.flinkbert.testbed.cluster.LocalCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Runs a plan: starts a cluster, the job with exactly-once delivery, and the load; lets one fault
 * strike after the other, each when the job has recovered from the one before; counts at the end.
 */
final class ChaosRun {

    private static final String TEXTS = "texts";
    private static final String ENRICHED = "enriched";
    private static final String DEAD_LETTERS = "enriched-dead-letters";
    private static final int PARTITIONS = 4;
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final Duration QUIET = Duration.ofSeconds(6);

    /**
     * Flink's defaults wait for minutes where a run has no minutes to lose: they are shortened, and
     * nothing is switched off.
     */
    private static final Map<String, String> IMPATIENT =
            Map.of(
                    // Else all of the job may be on one task manager, and another's end no event.
                    "taskmanager.load-balance.mode", "SLOTS",
                    "heartbeat.interval", "2s",
                    "heartbeat.timeout", "10s",
                    "high-availability.zookeeper.client.session-timeout", "8s",
                    "high-availability.zookeeper.client.connection-timeout", "6s",
                    "restart-strategy.exponential-delay.max-backoff", "3s",
                    "execution.checkpointing.timeout", "30s");

    private final ChaosPlan plan;
    private final Distribution distribution;
    private final Path folder;
    private final Consumer<String> progress;
    private final List<FaultAction> actions = new ArrayList<>();

    /**
     * @param folder for the cluster, empty or not there yet
     * @param progress hears a line now and then
     */
    public ChaosRun(
            ChaosPlan plan, Distribution distribution, Path folder, Consumer<String> progress) {
        this.plan = plan;
        this.distribution = distribution;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Leaves no process behind; the folder stays, with the logs.
     *
     * @throws UserException if the run could not even begin
     */
    public ChaosReport run() throws IOException, InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        try (CheckpointDisk disk = CheckpointDisk.at(folder.resolve("checkpoints"))) {
            progress.accept("Starting the cluster …");
            LocalCluster cluster =
                    LocalCluster.start(
                            distribution,
                            folder,
                            new ClusterPlan(
                                    plan.taskManagers(), plan.slots(), 192, 512, true, IMPATIENT));
            Thread hook = new Thread(() -> end(cluster), "end-of-chaos-run");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return run(cluster, disk, begin);
            } finally {
                end(cluster);
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private ChaosReport run(LocalCluster cluster, CheckpointDisk disk, long begin)
            throws IOException, InterruptedException, ExecutionException {
        String broker = cluster.bootstrapServers();
        List<String> topics = new ArrayList<>(List.of(TEXTS, ENRICHED, DEAD_LETTERS));
        plan.controlTopic().ifPresent(topics::add);
        ClusterTopics.create(broker, topics, PARTITIONS);
        try (SentRecords records = SentRecords.of(plan.inPlace(), new Texts(plan.seed()))) {
            return run(cluster, disk, records, begin);
        }
    }

    private ChaosReport run(
            LocalCluster cluster, CheckpointDisk disk, SentRecords records, long begin)
            throws IOException, InterruptedException {
        String broker = cluster.bootstrapServers();
        String job = cluster.submit(options(broker, records));
        FaultContext context =
                new FaultContext(
                        plan,
                        cluster,
                        disk,
                        job,
                        new MalformedUpdate(broker, plan.controlTopic()),
                        records);
        context.awaitRecovery();
        try (Load load = new Load(broker, TEXTS, records, plan.textsPerSecond())) {
            load.start();
            String failure = injectAll(context);
            int sent = load.finish();
            progress.accept("Counting what came out of %,d texts …".formatted(sent));
            try (Audit audit = new Audit(broker, ENRICHED, DEAD_LETTERS, records)) {
                return new ChaosReport(
                        plan.seed(),
                        plan.textsPerSecond(),
                        plan.taskManagers(),
                        plan.parallelism(),
                        disk.kind(),
                        List.copyOf(actions),
                        audit.count(sent, DRAIN, QUIET),
                        seconds(begin),
                        failure);
            }
        }
    }

    /** Empty if the job recovered from all of them. */
    private String injectAll(FaultContext context) throws IOException, InterruptedException {
        Random random = new Random(plan.seed());
        long begin = System.nanoTime();
        try {
            do {
                List<Fault> round = new ArrayList<>(plan.faults());
                Collections.shuffle(round, random);
                for (Fault fault : round) {
                    // Each kind at least once, and then as long as there is time.
                    if (actions.size() >= round.size() && isOver(begin)) {
                        return "";
                    }
                    inject(fault, context, begin);
                }
            } while (!isOver(begin));
            return "";
        } catch (UserException e) {
            return FailureMessage.of(e);
        }
    }

    private void inject(Fault fault, FaultContext context, long begin)
            throws IOException, InterruptedException {
        double at = seconds(begin);
        fault.inject(context);
        double passed = seconds(begin);
        context.awaitRecovery();
        double recovered = seconds(begin);
        actions.add(new FaultAction(fault.word(), at, passed - at, recovered - passed));
        progress.accept("%-26s recovered in %.1f s".formatted(fault.word(), recovered - passed));
    }

    private boolean isOver(long begin) {
        return seconds(begin) >= plan.duration().toSeconds();
    }

    private List<String> options(String broker, SentRecords records) throws IOException {
        Map<String, String> options = new TreeMap<>(plan.jobOptions());
        options.putAll(records.jobOptions());
        options.put("bootstrap-servers", broker);
        options.put("input-topics", TEXTS);
        options.put("output-topic", ENRICHED);
        options.put("dead-letter-topic", DEAD_LETTERS);
        options.put("start-from", "earliest");
        options.put("delivery", "exactly-once");
        options.put("transactional-id-prefix", "chaos");
        options.put("checkpoint-interval", "2s");
        options.put("parallelism", String.valueOf(plan.parallelism()));
        plan.controlTopic().ifPresent(topic -> options.put("updates-topic", topic));
        if (plan.checkpoint().isPresent()) {
            options.put("model", plan.checkpoint().get().toString());
        } else {
            options.put(
                    "model", RandomModel.write(folder.resolve("model"), plan.seed()).toString());
            options.put("casing", "uncased");
        }
        List<String> arguments = new ArrayList<>();
        options.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
        return arguments;
    }

    private static void end(LocalCluster cluster) {
        cluster.members().parallelStream()
                .forEach(io.github.flinkbert.testbed.cluster.Member::kill);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
