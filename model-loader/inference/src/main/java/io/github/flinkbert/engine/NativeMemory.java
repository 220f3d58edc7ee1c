package io.github.flinkbert.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.annotation.Internal;

/**
 * How glibc and TensorFlow keep native memory: the file {@code native-memory.env}, which the
 * launcher reads, too. Both read their environment when they are loaded, so that only a process
 * that starts another can set it.
 */
@Internal
public final class NativeMemory {

    private static final String FILE = "native-memory.env";

    private NativeMemory() {}

    /** Names and values for the environment of a process that loads a model. */
    public static Map<String, String> environment() {
        Properties properties = new Properties();
        try (InputStream file = NativeMemory.class.getResourceAsStream(FILE)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " of the jar flink-bert cannot be read", e);
        }
        Map<String, String> environment = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> environment.put(name, properties.getProperty(name)));
        return environment;
    }
}
