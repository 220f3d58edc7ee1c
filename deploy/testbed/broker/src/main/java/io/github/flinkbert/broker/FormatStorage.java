package io.github.flinkbert.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Makes a folder ready for a broker. */
final class FormatStorage {

    private FormatStorage() {}

    /** Writes the broker's {@code server.properties}. */
    static Path properties(Path folder, int port, int controllerPort) throws IOException {
        Path properties = Files.createDirectories(folder).resolve("server.properties");
        Files.writeString(
                properties, ServerProperties.of(folder.resolve("data"), port, controllerPort));
        return properties;
    }

    /** What {@code kafka-storage.sh format --standalone} does, with a new cluster id. */
    static void format(Path properties) throws IOException {
        int status =
                StorageTool.execute(
                        new String[] {
                            "format",
                            "--standalone",
                            "-t",
                            Uuid.randomUuid().toString(),
                            "-c",
                            properties.toString()
                        },
                        System.out);
        if (status != 0) {
            throw new IOException("Kafka could not format " + properties.getParent());
        }
    }
}
