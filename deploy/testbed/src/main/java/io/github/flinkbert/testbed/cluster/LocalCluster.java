package io.github.flinkbert.testbed.cluster;

import io.github.flinkbert.cli.option.Folders;
import io.github.flinkbert.cli.terminal.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * A standalone Flink and a Kafka broker on loopback: a job manager, task managers, a broker and,
 * for high availability, a ZooKeeper, each a process that outlives this one. Its folder says what
 * there is, so that another command finds it again.
 *
 * <p>Not thread-safe.
 */
@Internal
public final class LocalCluster {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Distribution distribution;
    private final ClusterFolder folder;
    private final ClusterPlan plan;
    private final Ports ports;
    private final Commands commands;
    private final FlinkRest rest;
    private final List<Member> members;

    private LocalCluster(
            Distribution distribution,
            ClusterFolder folder,
            ClusterPlan plan,
            Ports ports,
            List<Member> members) {
        this.distribution = distribution;
        this.folder = folder;
        this.plan = plan;
        this.ports = ports;
        this.members = new ArrayList<>(members);
        commands = new Commands(distribution, folder, plan, ports);
        rest = new FlinkRest(ports.rest());
    }

    /**
     * Starts all processes, and waits until they know each other. If that fails, none is left.
     *
     * @throws UserException if the folder holds a cluster already
     */
    public static LocalCluster start(Distribution distribution, Path root, ClusterPlan plan)
            throws IOException, InterruptedException {
        ClusterFolder folder = new ClusterFolder(root);
        if (folder.isCluster()) {
            throw new UserException(
                    "there is a cluster in %s already; stop it with: local-cluster stop"
                            .formatted(folder.root()));
        }
        folder.create();
        LocalCluster cluster =
                new LocalCluster(distribution, folder, plan, Ports.free(), List.of());
        try {
            cluster.startAll();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.stop();
            throw e;
        }
    }

    /** The one that was started in a folder. */
    public static LocalCluster open(Path root) throws IOException {
        ClusterFolder folder = new ClusterFolder(root);
        ClusterFolder.Remembered found = folder.recall();
        return new LocalCluster(
                new Distribution(Path.of(found.distribution())),
                folder,
                found.plan(),
                found.ports(),
                found.members());
    }

    ClusterFolder folder() {
        return folder;
    }

    public String bootstrapServers() {
        return Ports.HOST + ":" + ports.broker();
    }

    public FlinkRest rest() {
        return rest;
    }

    /** In the order in which they were started; some may have ended. */
    public List<Member> members() {
        return List.copyOf(members);
    }

    public List<Member> members(Role role) {
        return members.stream()
                .filter(member -> member.role() == role)
                .sorted(Comparator.comparingInt(Member::number))
                .toList();
    }

    private void startAll() throws IOException, InterruptedException {
        FlinkSettings.write(folder.conf(), commands.settings());
        start(Role.BROKER, 1);
        if (plan.highAvailability()) {
            Files.createDirectories(folder.inside("zookeeper"));
            Files.writeString(commands.zookeeperFile(), commands.zookeeperConfiguration());
            start(Role.ZOOKEEPER, 1);
            awaitMember(Role.ZOOKEEPER, () -> Ports.accepts(ports.zookeeper()));
        }
        start(Role.JOB_MANAGER, 1);
        for (int number = 1; number <= plan.taskManagers(); number++) {
            start(Role.TASK_MANAGER, number);
        }
        awaitMember(Role.BROKER, () -> Ports.accepts(ports.broker()));
        awaitMember(Role.JOB_MANAGER, () -> rest.taskManagers() >= plan.taskManagers());
    }

    /** Starts a process in the place of one that has ended, or of none. */
    public void start(Role role, int number) throws IOException {
        String name = role.member(number);
        // The shell makes it deaf to Ctrl-C and to a terminal that is closed.
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.addAll(commands.of(role));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.root().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.logs().resolve(name + ".log").toFile()));
        builder.environment().putAll(commands.environment());
        Process process = builder.start();
        members.removeIf(member -> member.role() == role && member.number() == number);
        members.add(Member.of(role, number, process.toHandle()));
        folder.remember(
                new ClusterFolder.Remembered(
                        distribution.home().toString(), plan, ports, List.copyOf(members)));
    }

    private void awaitMember(Role role, Await.Condition ready) throws InterruptedException {
        Await.await(
                "the %s to answer; %s says why".formatted(role.member(1), folder.logs()),
                START,
                () -> {
                    Optional<Member> gone =
                            members.stream().filter(member -> !member.isAlive()).findFirst();
                    if (gone.isPresent()) {
                        throw new UserException(
                                "the process %s ended; %s says why"
                                        .formatted(
                                                gone.get().name(),
                                                folder.logs().resolve(gone.get().name() + ".log")));
                    }
                    return ready.holds();
                });
    }

    /**
     * Submits the Kafka job, without waiting for its end.
     *
     * @param options the job's, {@code --key value}
     * @return the job's id
     */
    public String submit(List<String> options) throws IOException, InterruptedException {
        return new JobSubmission(commands, folder).run(distribution.jobJar(), options);
    }

    /** Ends all processes; the folder stays, but is a cluster no more. */
    public void stop() throws IOException {
        // Those that work for others first, so that nobody complains that they have gone.
        List<Role> order =
                List.of(Role.TASK_MANAGER, Role.JOB_MANAGER, Role.ZOOKEEPER, Role.BROKER);
        for (Role role : order) {
            members(role).parallelStream().forEach(member -> member.stop(STOP));
        }
        folder.forget();
    }

    /** Ends all processes at once, and deletes the folder. */
    public void destroy() {
        members.parallelStream().forEach(Member::kill);
        Folders.delete(folder.root());
    }
}
