package io.github.flinkbert.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The distribution as the build made it, and its commands as users run them. */
final class Assembled {

    static final Path HOME = Path.of(System.getProperty("flinkbert.distribution"));

    /** What a command did. */
    record Run(int exit, String out, String err) {}

    private Assembled() {}

    static Run run(Path errors, String command, String... arguments)
            throws IOException, InterruptedException {
        return run(HOME, errors, command, arguments);
    }

    static Run run(Path home, Path errors, String command, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(home.resolve("bin/" + command).toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(errors));
    }

    static List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
