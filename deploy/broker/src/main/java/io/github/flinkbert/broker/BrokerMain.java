package io.github.flinkbert.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Formats a folder, and runs a KRaft broker in it until standard input ends.
 *
 * <p>Standard input is a leash: whoever starts this process holds the other end, so that the broker
 * goes and takes its folder along even when its owner was killed and could do nothing any more.
 */
public final class BrokerMain {

    private BrokerMain() {}

    /** Arguments: a folder, which is deleted at the end, and two free loopback ports. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "expected FOLDER PORT CONTROLLER_PORT, found %d arguments"
                            .formatted(arguments.length));
        }
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int controllerPort = Integer.parseInt(arguments[2]);

        Leash.hold(System.in, folder);
        Path properties = Files.createDirectories(folder).resolve("server.properties");
        Path data = folder.resolve("data");
        Files.writeString(properties, ServerProperties.of(data, port, controllerPort));
        // A folder whose broker was killed has its records yet: then this is a restart.
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(folder, properties);
        }
        Kafka.main(new String[] {properties.toString()});
    }

    private static void format(Path folder, Path properties) throws IOException {
        int formatted =
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
        if (formatted != 0) {
            throw new IOException("Kafka could not format " + folder);
        }
    }
}
