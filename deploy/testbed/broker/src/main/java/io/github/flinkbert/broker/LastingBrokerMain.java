package io.github.flinkbert.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;

/**
 * Runs a KRaft broker in a folder that outlives it: killed and started again, it has what it had.
 */
public final class LastingBrokerMain {

    private LastingBrokerMain() {}

    /** Arguments: a folder and two loopback ports, the same ones each time. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "expected FOLDER PORT CONTROLLER_PORT, found %d arguments"
                            .formatted(arguments.length));
        }
        Path folder = Path.of(arguments[0]);
        Path properties =
                FormatStorage.properties(
                        folder, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        if (!Files.exists(folder.resolve("data/meta.properties"))) {
            FormatStorage.format(properties);
        }
        Kafka.main(new String[] {properties.toString()});
    }
}
