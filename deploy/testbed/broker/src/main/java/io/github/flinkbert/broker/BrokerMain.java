package io.github.flinkbert.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import kafka.Kafka;

/**
 * Formats a folder, and runs a KRaft broker in it until standard input ends.
 *
 * <p>Standard input is a parent watchdog: whoever starts this process holds the other end, so that
 * the broker goes and takes its folder along even when its owner was killed and could do nothing
 * any more.
 */
public final class BrokerMain {

    private BrokerMain() {}

    /**
     * Arguments: a folder, which is deleted at the end, two free loopback ports, and, if wanted, a
     * file of further properties, which hold against the broker's own.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3 && arguments.length != 4) {
            throw new IllegalArgumentException(
                    "expected FOLDER PORT CONTROLLER_PORT [MORE_PROPERTIES], found %d arguments"
                            .formatted(arguments.length));
        }
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int controllerPort = Integer.parseInt(arguments[2]);

        ParentWatchdog.hold(System.in, folder);
        Path properties = FormatStorage.properties(folder, port, controllerPort);
        if (arguments.length == 4) {
            // Of a name that stands twice, Kafka takes the later.
            Files.writeString(
                    properties, Files.readString(Path.of(arguments[3])), StandardOpenOption.APPEND);
        }
        // A folder whose broker was killed has its records yet: then this is a restart.
        if (!Files.exists(folder.resolve("data/meta.properties"))) {
            FormatStorage.format(properties);
        }
        Kafka.main(new String[] {properties.toString()});
    }
}
