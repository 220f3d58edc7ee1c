package io.github.flinkbert.testbed.cluster;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.cli.terminal.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where a local cluster keeps everything: its configuration, logs, checkpoints, the broker's data,
 * and which processes it has.
 */
record ClusterFolder(Path root) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What is remembered from one command to the next.
     *
     * @param distribution the folder that it runs from
     */
    record Remembered(String distribution, ClusterPlan plan, Ports ports, List<Member> members) {}

    public ClusterFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path conf() {
        return root.resolve("conf");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path inside(String name) {
        return root.resolve(name);
    }

    void create() throws IOException {
        for (String part :
                List.of("conf", "logs", "checkpoints", "savepoints", "tmp", "broker", "ha")) {
            Files.createDirectories(root.resolve(part));
        }
    }

    boolean isCluster() {
        return Files.exists(memory());
    }

    void remember(Remembered cluster) throws IOException {
        Path next = root.resolve("cluster.json.next");
        Files.writeString(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(cluster));
        Files.move(next, memory(), StandardCopyOption.REPLACE_EXISTING);
    }

    Remembered recall() throws IOException {
        if (!isCluster()) {
            throw new UserException(
                    "there is no cluster in %s; start one with: local-cluster start"
                            .formatted(root));
        }
        return JSON.readValue(Files.readAllBytes(memory()), Remembered.class);
    }

    void forget() throws IOException {
        Files.deleteIfExists(memory());
    }

    private Path memory() {
        return root.resolve("cluster.json");
    }
}
