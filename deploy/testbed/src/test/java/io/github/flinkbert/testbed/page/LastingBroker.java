package io.github.flinkbert.testbed.page;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real broker that can be killed and comes back where it was, with what it had. */
final class LastingBroker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private Process process;

    private LastingBroker(Path folder) throws IOException {
        this.folder = folder;
    }

    /**
     * @param folder for its data; gone when it is closed
     */
    static LastingBroker start(Path folder) throws IOException {
        LastingBroker broker = new LastingBroker(folder);
        broker.start();
        return broker;
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    void createTopics(String... names) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(
                            Stream.of(names)
                                    .map(
                                            name ->
                                                    new NewTopic(
                                                            name, Optional.of(2), Optional.empty()))
                                    .toList())
                    .all()
                    .get();
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void start() throws IOException {
        Path home = Path.of("broker/target");
        process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-cp",
                                        home.resolve("lib/*") + ":" + home.resolve("classes"),
                                        "io.github.flinkbert.broker.BrokerMain",
                                        folder.toString(),
                                        String.valueOf(port),
                                        String.valueOf(controllerPort)))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolveSibling("broker.log").toFile())
                        .start();
        await().atMost(START)
                .ignoreExceptions()
                .failFast("the broker ended; is it built?", () -> !process.isAlive())
                .until(this::answers);
    }

    private boolean answers() throws Exception {
        // The port first: Kafka's client grumbles about every attempt.
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers()));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
