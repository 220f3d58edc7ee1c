package io.github.flinkbert.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The committed copies of every version of every contract, oldest version first. */
final class ReleasedSchemas {

    private static final Path FOLDER = Path.of("src/test/resources/released");

    private ReleasedSchemas() {}

    record Released(int version, Schema schema) {
        @Override
        public String toString() {
            return "%s v%d".formatted(schema.getName(), version);
        }
    }

    static List<Released> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .map(ReleasedSchemas::read)
                    .sorted(Comparator.comparingInt(Released::version))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Released> versionsOf(Schema contract) {
        return all().stream()
                .filter(released -> released.schema().getName().equals(contract.getName()))
                .toList();
    }

    private static Released read(Path file) {
        String version = file.getParent().getFileName().toString();
        try {
            return new Released(
                    Integer.parseInt(version.substring(1)),
                    new Schema.Parser().parse(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
