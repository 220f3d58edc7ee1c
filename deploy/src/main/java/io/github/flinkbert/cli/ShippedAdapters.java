package io.github.flinkbert.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The adapters that ship with the project, in {@code adapters} beside the launcher, which says
 * where that is by the system property {@code flinkbert.adapters}. Each goes by its folder's name.
 */
final class ShippedAdapters {

    static final String ENTITIES_EN = "entities-en";
    static final String ANSWERS_EN = "answers-en";
    static final String ENTITIES_KO = "entities-ko";

    private static final String CONFIG = "adapter_config.json";

    /** Neither a path nor a URI. */
    private static final Pattern BARE = Pattern.compile("[\\w.-]+");

    private ShippedAdapters() {}

    /** The folder of a shipped adapter; empty where this build has none of that name. */
    static Optional<Path> find(String name) {
        String home = home();
        if (home.isEmpty() || name.isEmpty() || name.indexOf('/') >= 0) {
            return Optional.empty();
        }
        Path folder = Path.of(home).resolve(name);
        return isAdapter(folder) ? Optional.of(folder) : Optional.empty();
    }

    /**
     * What the user named: a folder that is there, else the shipped adapter of that name.
     *
     * @throws UserException if it is a bare name of neither
     */
    static String folder(String named) {
        if (Files.exists(Path.of(named))) {
            return named;
        }
        Optional<Path> shipped = find(named);
        if (shipped.isEmpty() && BARE.matcher(named).matches()) {
            throw new UserException(
                    "there is no folder %s, and no adapter of that name ships; those that do: %s"
                            .formatted(named, names()));
        }
        return shipped.map(Path::toString).orElse(named);
    }

    /** Where they lie; empty where this build has none. */
    private static String home() {
        return System.getProperty("flinkbert.adapters", "");
    }

    private static boolean isAdapter(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG));
    }

    private static String names() {
        String home = home();
        if (home.isEmpty()) {
            return "none in this build";
        }
        try (Stream<Path> folders = Files.list(Path.of(home))) {
            return folders.filter(ShippedAdapters::isAdapter)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "those in " + home;
        }
    }
}
