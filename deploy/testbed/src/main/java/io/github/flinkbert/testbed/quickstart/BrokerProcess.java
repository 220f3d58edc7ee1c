package io.github.flinkbert.testbed.quickstart;

import io.github.flinkbert.cli.terminal.UserException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A Kafka broker in a process of its own, on loopback. Its standard input is its parent watchdog:
 * it ends, and deletes its folder, when this process lets go of it in whatever way.
 */
final class BrokerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofSeconds(10);

    /** Another process may take a port between its being found free and its being bound. */
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final int port;

    private BrokerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a broker and waits until it responds.
     *
     * @param home where the broker's own class path lies: {@code lib} and its jar
     * @param folder for its data and its log; the broker deletes it when it is let go
     */
    public static BrokerProcess start(Path home, Path folder)
            throws IOException, InterruptedException {
        String classPath = classPath(home);
        for (int attempt = 1; ; attempt++) {
            Path log = folder.resolve("broker-" + attempt + ".log");
            BrokerProcess broker = launch(classPath, folder, log);
            if (broker.awaitResponse()) {
                return broker;
            }
            String words = lastWords(log);
            broker.close();
            if (attempt == ATTEMPTS) {
                throw new UserException("the Kafka broker did not start: " + words);
            }
            Files.createDirectories(folder);
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the broker ends. */
    public void await() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has gone already.
        }
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static BrokerProcess launch(String classPath, Path folder, Path log)
            throws IOException {
        int port;
        int controllerPort;
        try (ServerSocket one = freePort();
                ServerSocket other = freePort()) {
            port = one.getLocalPort();
            controllerPort = other.getLocalPort();
        }
        // The shell makes the broker deaf to Ctrl-C, which a terminal sends to every process in the
        // foreground: it is to go last.
        Process process =
                new ProcessBuilder(
                                List.of(
                                        "sh",
                                        "-c",
                                        "trap '' INT; exec \"$@\"",
                                        "sh",
                                        java(),
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-cp",
                                        classPath,
                                        "io.github.flinkbert.broker.BrokerMain",
                                        folder.toString(),
                                        String.valueOf(port),
                                        String.valueOf(controllerPort)))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new BrokerProcess(process, port);
    }

    private boolean awaitResponse() throws InterruptedException {
        Instant end = Instant.now().plus(START);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            // The port first: Kafka's client grumbles about every attempt.
            if (accepts() && responds()) {
                return true;
            }
            Thread.sleep(LOOK.toMillis());
        }
        return false;
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean responds() throws InterruptedException {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static String classPath(Path home) throws IOException {
        Path lib = home.resolve("lib");
        if (!Files.isDirectory(lib)) {
            throw new UserException(
                    "there is no Kafka broker in "
                            + home
                            + ", which needs a folder lib; build it with: mvn -q package"
                            + " -Dmaven.test.skip=true");
        }
        return lib.resolve("*")
                + File.pathSeparator
                + home.resolve("classes")
                + File.pathSeparator
                + home.resolve("*");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static String lastWords(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.stream()
                .filter(line -> line.contains("ERROR") || line.contains("Exception"))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
    }
}
