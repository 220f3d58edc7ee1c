package io.github.flinkbert.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The adapters that ship with the project, in {@code adapters} beside the launcher, which says
 * where that is by the system property {@code flinkbert.adapters}. Each goes by its folder's name.
 */
final class ShippedAdapters {

    static final String ENTITIES_EN = "entities-en";
    static final String ANSWERS_EN = "answers-en";
    static final String ENTITIES_KO = "entities-ko";

    private static final String CONFIG = "adapter_config.json";

    private ShippedAdapters() {}

    /** The folder of a shipped adapter; empty where this build has none of that name. */
    static Optional<Path> find(String name) {
        String home = System.getProperty("flinkbert.adapters", "");
        if (home.isEmpty() || name.isEmpty() || name.indexOf('/') >= 0) {
            return Optional.empty();
        }
        Path folder = Path.of(home).resolve(name);
        return Files.isRegularFile(folder.resolve(CONFIG)) ? Optional.of(folder) : Optional.empty();
    }

    /** What the user named: a folder that is there, else the shipped adapter of that name. */
    static String folder(String named) {
        return Files.exists(Path.of(named)) ? named : find(named).map(Path::toString).orElse(named);
    }
}
