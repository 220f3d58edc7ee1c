package io.github.flinkbert.testbed.cluster;

import io.github.flinkbert.engine.NativeMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command lines of a cluster's processes. */
final class Commands {

    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final String ZOOKEEPER =
            "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";
    private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";
    private static final String BROKER = "io.github.flinkbert.broker.LastingBrokerMain";

    private static final int FRAMEWORK_MEBIBYTES = 128;
    private static final int NETWORK_MEBIBYTES = 64;
    private static final int METASPACE_MEBIBYTES = 256;

    private final Distribution distribution;
    private final ClusterFolder folder;
    private final ClusterPlan plan;
    private final Ports ports;
    private final Map<String, String> settings;

    Commands(Distribution distribution, ClusterFolder folder, ClusterPlan plan, Ports ports) {
        this.distribution = distribution;
        this.folder = folder;
        this.plan = plan;
        this.ports = ports;
        this.settings = FlinkSettings.of(distribution, folder, plan, ports);
    }

    Map<String, String> settings() {
        return settings;
    }

    List<String> of(Role role) {
        return switch (role) {
            case BROKER ->
                    List.of(
                            java(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            distribution.brokerClassPath(),
                            BROKER,
                            folder.inside("broker").toString(),
                            String.valueOf(ports.broker()),
                            String.valueOf(ports.controller()));
            case ZOOKEEPER ->
                    flink(
                            ZOOKEEPER,
                            List.of("-Xmx128m"),
                            "--zkConfigFile",
                            zookeeperFile().toString(),
                            "--peerId",
                            "1");
            case JOB_MANAGER ->
                    flink(
                            JOB_MANAGER,
                            List.of("-Xmx384m", "-XX:MaxMetaspaceSize=256m"),
                            "--configDir",
                            folder.conf().toString());
            case TASK_MANAGER -> taskManager();
        };
    }

    /** Flink's own command line, such as {@code run -d}. */
    List<String> client(List<String> arguments) {
        return flink(CLIENT, List.of("-Xmx384m"), arguments.toArray(String[]::new));
    }

    /** What every process finds in its environment. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(NativeMemory.environment());
        environment.put("FLINK_CONF_DIR", folder.conf().toString());
        environment.put("FLINK_PLUGINS_DIR", distribution.plugins().toString());
        environment.put("FLINK_LIB_DIR", distribution.home().resolve("lib/flink").toString());
        environment.put("TF_CPP_MIN_LOG_LEVEL", "1");
        return environment;
    }

    Path zookeeperFile() {
        return folder.conf().resolve("zoo.cfg");
    }

    /** One server, on loopback, without its web page. */
    String zookeeperConfiguration() {
        return """
        tickTime=2000
        dataDir=%s
        clientPort=%d
        clientPortAddress=%s
        admin.enableServer=false
        maxClientCnxns=0
        """
                .formatted(folder.inside("zookeeper"), ports.zookeeper(), Ports.HOST);
    }

    /**
     * Flink's start script reckons these sizes from a total; started without it, a task manager
     * wants every one of them said.
     */
    private List<String> taskManager() {
        int direct = FRAMEWORK_MEBIBYTES + plan.offHeapMebibytes() + NETWORK_MEBIBYTES;
        List<String> jvm =
                List.of(
                        "-Xms64m",
                        "-Xmx" + (FRAMEWORK_MEBIBYTES + plan.heapMebibytes()) + "m",
                        "-XX:MaxDirectMemorySize=" + direct + "m",
                        "-XX:MaxMetaspaceSize=" + METASPACE_MEBIBYTES + "m");
        List<String> arguments = new ArrayList<>(List.of("--configDir", folder.conf().toString()));
        size(arguments, "framework.heap.size", FRAMEWORK_MEBIBYTES);
        size(arguments, "framework.off-heap.size", FRAMEWORK_MEBIBYTES);
        size(arguments, "task.heap.size", plan.heapMebibytes());
        size(arguments, "task.off-heap.size", plan.offHeapMebibytes());
        size(arguments, "network.min", NETWORK_MEBIBYTES);
        size(arguments, "network.max", NETWORK_MEBIBYTES);
        size(arguments, "managed.size", 8);
        size(arguments, "jvm-metaspace.size", METASPACE_MEBIBYTES);
        size(arguments, "jvm-overhead.min", 192);
        size(arguments, "jvm-overhead.max", 192);
        arguments.addAll(List.of("-D", "taskmanager.cpu.cores=" + plan.slots() + ".0"));
        return flink(TASK_MANAGER, jvm, arguments.toArray(String[]::new));
    }

    private static void size(List<String> arguments, String key, int mebibytes) {
        arguments.addAll(List.of("-D", "taskmanager.memory." + key + "=" + mebibytes + "mb"));
    }

    private List<String> flink(String main, List<String> jvm, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC"));
        command.addAll(jvm);
        command.addAll(words("env.java.opts.all"));
        if (main.equals(TASK_MANAGER)) {
            command.addAll(words("env.java.opts.taskmanager"));
        }
        command.addAll(
                List.of(
                        "-Dlog4j.configurationFile="
                                + distribution.conf().resolve("log4j-console.properties"),
                        "-Djava.io.tmpdir=" + folder.inside("tmp"),
                        "-cp",
                        distribution.flinkClassPath(),
                        main));
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> words(String key) {
        String value = settings.getOrDefault(key, "").strip();
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
