package io.github.flinkbert.testbed.cluster;

import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.ExitStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A real cluster on one machine, started and left running. */
@Command(
        name = "local-cluster",
        description =
                "A standalone Flink and a Kafka broker on this machine, a process each, on loopback"
                        + " only.",
        subcommands = LocalClusterSubmitCommand.class)
@Internal
public final class LocalClusterCommand implements Runnable {

    @ParentCommand CommandRoot root;
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what to do is missing, expected one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(name = "start", description = "Start the processes, and wait until they answer.")
    int start(
            @Mixin ClusterFolderOption folder,
            @Option(
                            names = "--task-managers",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "Processes that work (default: ${DEFAULT-VALUE}).")
                    int taskManagers,
            @Option(
                            names = "--slots",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "Slots of each (default: ${DEFAULT-VALUE}).")
                    int slots,
            @Option(
                            names = "--heap",
                            paramLabel = "MIB",
                            defaultValue = "512",
                            description =
                                    "Heap of a task manager for tasks, in MiB (default:"
                                            + " ${DEFAULT-VALUE}).")
                    int heap,
            @Option(
                            names = "--off-heap",
                            paramLabel = "MIB",
                            defaultValue = "1200",
                            description =
                                    "taskmanager.memory.task.off-heap.size, in MiB; inspect says"
                                            + " how much a checkpoint wants (default:"
                                            + " ${DEFAULT-VALUE}).")
                    int offHeap,
            @Option(
                            names = "--high-availability",
                            description =
                                    "Start a ZooKeeper, too, so that jobs outlive the job manager.")
                    boolean highAvailability,
            @Option(
                            names = "-D",
                            paramLabel = "KEY=VALUE",
                            description = "More of Flink's configuration; may be repeated.")
                    @Nullable Map<String, String> flink)
            throws IOException, InterruptedException {
        ClusterPlan plan =
                new ClusterPlan(
                        taskManagers,
                        slots,
                        heap,
                        offHeap,
                        highAvailability,
                        flink == null ? Map.of() : flink);
        LocalCluster cluster = LocalCluster.start(Distribution.locate(), folder.path(), plan);
        show(cluster);
        return 0;
    }

    @Command(name = "status", description = "Say which processes and which jobs run.")
    int status(@Mixin ClusterFolderOption folder) throws IOException, InterruptedException {
        LocalCluster cluster = LocalCluster.open(folder.path());
        show(cluster);
        for (FlinkRest.Job job : cluster.rest().jobs()) {
            root.streams().text().printf("job %s %-10s %s%n", job.id(), job.state(), job.name());
        }
        return cluster.members().stream().allMatch(Member::isAlive)
                ? 0
                : ExitStatus.SOME_UNANSWERED;
    }

    @Command(name = "cancel", description = "Cancel a job.")
    int cancel(
            @Mixin ClusterFolderOption folder,
            @Parameters(paramLabel = "JOB", description = "The job's id.") String job)
            throws IOException, InterruptedException {
        LocalCluster.open(folder.path()).rest().cancel(job);
        return 0;
    }

    @Command(
            name = "stop",
            description = "End all processes; the folder with logs and checkpoints stays.")
    int stop(
            @Mixin ClusterFolderOption folder,
            @Option(names = "--delete", description = "Delete the folder, too.") boolean delete)
            throws IOException {
        Path path = folder.path();
        LocalCluster cluster = LocalCluster.open(path);
        cluster.stop();
        if (delete) {
            cluster.destroy();
        }
        return 0;
    }

    private void show(LocalCluster cluster) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("flink", cluster.rest().address());
        lines.put("kafka", cluster.bootstrapServers());
        lines.put("folder", cluster.folder().root().toString());
        for (Member member : cluster.members()) {
            lines.put(
                    member.name(),
                    member.isAlive() ? "process " + member.pid() : "ended; its log is in logs");
        }
        lines.forEach((what, value) -> root.streams().text().printf("%-16s %s%n", what, value));
    }
}
