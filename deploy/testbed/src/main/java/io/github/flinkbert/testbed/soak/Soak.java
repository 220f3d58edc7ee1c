package io.github.flinkbert.testbed.soak;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.testbed.cluster.Await;
import io.github.flinkbert.testbed.cluster.ClusterPlan;
import io.github.flinkbert.testbed.cluster.ClusterTopics;
import io.github.flinkbert.testbed.cluster.Distribution;
import io.github.flinkbert.testbed.cluster.FlinkRest;
import io.github.flinkbert.testbed.cluster.LocalCluster;
import io.github.flinkbert.testbed.cluster.Role;
import io.github.flinkbert.testbed.load.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * One session cluster, one task manager, texts all the while, and a job that is cancelled and
 * submitted anew again and again: what it leaves behind adds up.
 */
final class Soak {

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration CHANGE = Duration.ofMinutes(2);

    private final Distribution distribution;
    private final Path folder;
    private final BertOptions model;
    private final int textsPerSecond;
    private final Consumer<Sample> samples;

    /**
     * What the task manager used at a moment, and how many jobs it had had by then.
     *
     * @param collected whether a garbage collection came right before
     */
    public record Sample(
            double seconds,
            int jobs,
            double anonymousMebibytes,
            int files,
            int threads,
            boolean collected) {

        private static Sample of(long pid, double seconds, int jobs, boolean collected) {
            Usage usage = Usage.of(pid);
            return new Sample(
                    seconds,
                    jobs,
                    usage.anonymousMebibytes(),
                    usage.files(),
                    usage.threads(),
                    collected);
        }
    }

    /**
     * @param samples hears of each as it is taken
     */
    public Soak(
            Distribution distribution,
            Path folder,
            BertOptions model,
            int textsPerSecond,
            Consumer<Sample> samples) {
        this.distribution = distribution;
        this.folder = folder;
        this.model = model;
        this.textsPerSecond = textsPerSecond;
        this.samples = samples;
    }

    public List<Sample> run(Duration duration, Duration restartEvery)
            throws IOException, InterruptedException, ExecutionException {
        List<Sample> taken = new ArrayList<>();
        LocalCluster cluster =
                LocalCluster.start(
                        distribution, folder, new ClusterPlan(1, 2, 384, 1200, false, Map.of()));
        try {
            String broker = cluster.bootstrapServers();
            ClusterTopics.create(
                    broker, List.of(Channel.TEXTS, Channel.ENRICHED, Channel.DEAD_LETTERS), 4);
            long pid = cluster.members(Role.TASK_MANAGER).get(0).pid();
            long begin = System.nanoTime();
            try (Channel channel = new Channel(broker)) {
                for (int jobs = 1; seconds(begin) < duration.toSeconds(); jobs++) {
                    String job = cluster.submit(Jobs.options(broker, model, 2));
                    long started = System.nanoTime();
                    while (seconds(started) < restartEvery.toSeconds()) {
                        channel.send((int) (textsPerSecond * LOOK.toSeconds()));
                        Thread.sleep(LOOK.toMillis());
                        take(Sample.of(pid, seconds(begin), jobs, false), taken);
                    }
                    collectGarbage(pid);
                    take(Sample.of(pid, seconds(begin), jobs, true), taken);
                    end(cluster.rest(), job);
                }
            }
        } finally {
            cluster.destroy();
        }
        return taken;
    }

    private void take(Sample sample, List<Sample> taken) {
        taken.add(sample);
        samples.accept(sample);
    }

    /** What garbage takes, heap and classes of jobs that have gone, is no leak. */
    private static void collectGarbage(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new UserException(
                    "expected a JDK, whose jcmd asks for a garbage collection, found no " + jcmd);
        }
        int exit =
                new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new UserException("%s ended with %d".formatted(jcmd, exit));
        }
    }

    private static void end(FlinkRest rest, String job) throws IOException, InterruptedException {
        rest.cancel(job);
        Await.await(
                "a job to be cancelled",
                CHANGE,
                () ->
                        rest.jobs().stream()
                                .anyMatch(
                                        found ->
                                                found.id().equals(job)
                                                        && found.state().equals("CANCELED")));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
