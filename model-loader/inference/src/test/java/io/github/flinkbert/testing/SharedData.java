package io.github.flinkbert.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Texts and annotated files for tests: a fixture of some sentences, written for this project, which
 * is always there, and in the same folders the published files that lie beside the repository on
 * some machines, in {@code shared/data} of a folder above or where {@code -Dflinkbert.shared.data}
 * says.
 */
public final class SharedData {

    private static final List<String> FIXTURE =
            List.of(
                    "qa-en/harbour.json",
                    "ner-en/harbour.conll",
                    "ner-en/valley-without-b.conll",
                    "texts-en/utterances.json",
                    "ner-ko/market.tsv",
                    "sts-ko/pairs.tsv",
                    "texts-ko/remarks.tsv");

    private SharedData() {}

    /** The fixture's folder, copied out of the class path. */
    public static Path fixture() {
        return Fixture.FOLDER;
    }

    /** The folder of the published files; empty where this machine has none. */
    public static Optional<Path> published() {
        String named = System.getProperty("flinkbert.shared.data");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isDirectory);
        }
        Path folder = Path.of("").toAbsolutePath();
        return Stream.iterate(folder, one -> one != null, Path::getParent)
                .map(one -> one.resolve("shared/data"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /**
     * All files of a folder: the fixture's, then the published ones.
     *
     * @param folder such as {@code "ner-en"}
     */
    public static List<Path> files(String folder) {
        return Stream.concat(Stream.of(fixture()), published().stream())
                .flatMap(data -> list(data.resolve(folder)).stream())
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Fixture {

        private static final Path FOLDER = copy();

        private static Path copy() {
            System.out.println(
                    "shared data: "
                            + published()
                                    .map(folder -> "the fixture and " + folder)
                                    .orElse("the fixture only; see -Dflinkbert.shared.data"));
            try {
                Path folder = Files.createTempDirectory("flinkbert-fixture-");
                folder.toFile().deleteOnExit();
                for (String name : FIXTURE) {
                    Path file = folder.resolve(name);
                    if (Files.notExists(file.getParent())) {
                        Files.createDirectory(file.getParent()).toFile().deleteOnExit();
                    }
                    file.toFile().deleteOnExit();
                    try (InputStream in = SharedData.class.getResourceAsStream("data/" + name)) {
                        Files.copy(in, file);
                    }
                }
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
