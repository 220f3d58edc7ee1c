package io.github.flinkbert.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The jars that this module makes. */
final class ConnectorJars {

    private static final String CLASSIFIER = "-with-tensorflow.jar";

    private ConnectorJars() {}

    static Path withTensorFlow() throws IOException {
        return find(name -> name.endsWith(CLASSIFIER));
    }

    static Path withoutTensorFlow() throws IOException {
        return find(name -> !name.endsWith(CLASSIFIER));
    }

    private static Path find(java.util.function.Predicate<String> which) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(
                            file -> {
                                String name = file.getFileName().toString();
                                return name.startsWith("flink-sql-bert-")
                                        && name.endsWith(".jar")
                                        && which.test(name);
                            })
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the jars are made by: package"))
                    .toAbsolutePath();
        }
    }
}
