package io.github.flinkbert.connector;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Flink standalone cluster in processes of its own, and its SQL client: the parts that a
 * distribution of Flink consists of, from this test's class path, and the jars of {@code lib/}.
 */
final class StandaloneFlink {

    /** Where Maven keeps what a distribution of Flink has in it. */
    private static final List<String> PARTS =
            List.of(
                    "org/apache/flink/",
                    "org/apache/logging/",
                    "org/apache/commons/",
                    "org/slf4j/",
                    "org/lz4/",
                    "at/yawk/lz4/",
                    "org/xerial/",
                    "org/snakeyaml/",
                    "org/javassist/",
                    "org/roaringbitmap/",
                    "org/objenesis/",
                    "tools/profiler/",
                    "com/esotericsoftware/",
                    "com/ibm/icu/",
                    "org/postgresql/",
                    "commons-",
                    "com/fasterxml/");

    /** Enough for all statements of the pages at once. */
    private static final int SLOTS = 10;

    private final List<Path> lib;
    private final Path home;
    private final int restPort;
    private final List<JavaProcess> processes = new ArrayList<>();

    private StandaloneFlink(List<Path> lib, Path home, int restPort) {
        this.lib = lib;
        this.home = home;
        this.restPort = restPort;
    }

    /**
     * @param jars what a user puts into {@code lib/}
     * @param home for configuration and logs
     */
    static StandaloneFlink start(List<Path> jars, Path home) throws Exception {
        List<Path> lib = Stream.concat(parts(), jars.stream()).toList();
        int restPort = freePort();
        StandaloneFlink flink = new StandaloneFlink(lib, Files.createDirectories(home), restPort);
        Files.writeString(home.resolve("config.yaml"), configuration(restPort, freePort()));
        flink.launch(
                "jobmanager",
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "-Xmx256m");
        flink.launch(
                "taskmanager",
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "-Xmx384m",
                "-XX:MaxDirectMemorySize=1200m");
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(flink::isReady);
        return flink;
    }

    private boolean isReady() throws Exception {
        requireAlive();
        return overview().contains("\"slots-available\":" + SLOTS);
    }

    void requireAlive() throws IOException {
        for (JavaProcess process : processes) {
            process.requireAlive();
        }
    }

    private static Stream<Path> parts() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> PARTS.stream().anyMatch(part -> inRepository(entry, part)))
                .map(Path::of);
    }

    private static boolean inRepository(String entry, String part) {
        return entry.endsWith(".jar") && entry.replace('\\', '/').contains("/" + part);
    }

    private static String configuration(int restPort, int rpcPort) {
        return """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %2$d
        jobmanager.memory.process.size: 600m
        rest.address: 127.0.0.1
        rest.port: %1$d
        taskmanager.host: 127.0.0.1
        taskmanager.numberOfTaskSlots: %3$d
        taskmanager.cpu.cores: 2
        taskmanager.memory.framework.heap.size: 128m
        taskmanager.memory.task.heap.size: 256m
        taskmanager.memory.managed.size: 32m
        taskmanager.memory.network.min: 32m
        taskmanager.memory.network.max: 32m
        taskmanager.memory.framework.off-heap.size: 64m
        taskmanager.memory.task.off-heap.size: 1g
        taskmanager.memory.jvm-metaspace.size: 160m
        taskmanager.memory.jvm-overhead.min: 64m
        taskmanager.memory.jvm-overhead.max: 64m
        execution.checkpointing.interval: 1s
        restart-strategy.type: none
        """
                .formatted(restPort, rpcPort, SLOTS);
    }

    private void launch(String name, String main, String... machine) throws IOException {
        processes.add(start(name, main, List.of("--configDir", home.toString()), machine));
    }

    private JavaProcess start(String name, String main, List<String> arguments, String... machine)
            throws IOException {
        List<String> options = new ArrayList<>(List.of(machine));
        options.add("-Dlog4j2.level=WARN");
        for (String opened :
                List.of("lang", "net", "nio", "util", "util.concurrent", "text", "time")) {
            options.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
        }
        return JavaProcess.start(
                new JavaProcess.Program(options, lib, main, arguments),
                Map.of("FLINK_CONF_DIR", home.toString()),
                home.resolve(name + ".log"));
    }

    /**
     * Has Flink's SQL client run statements, as {@code sql-client.sh -f} does.
     *
     * @return all that it says
     */
    String sql(String name, String statements) throws Exception {
        Path file = Files.writeString(home.resolve(name + ".sql"), statements);
        JavaProcess client =
                start(
                        name,
                        "org.apache.flink.table.client.SqlClient",
                        List.of(
                                "embedded",
                                "-hist",
                                home.resolve("history").toString(),
                                "-f",
                                file.toString()),
                        "-Xmx256m");
        client.exit(360);
        return client.output();
    }

    private String overview() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + restPort + "/overview"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    void stop() throws InterruptedException {
        for (JavaProcess process : processes) {
            process.stop();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
