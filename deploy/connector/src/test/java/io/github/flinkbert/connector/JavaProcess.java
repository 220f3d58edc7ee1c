package io.github.flinkbert.connector;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java program in a process of its own. */
final class JavaProcess {

    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** What to run: heap and such, class path, main class and its arguments. */
    record Program(
            List<String> machine,
            Collection<Path> classPath,
            String main,
            List<String> arguments) {}

    static JavaProcess start(Program program, Map<String, String> environment, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(program.machine());
        command.add("-cp");
        command.add(
                program.classPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(program.main());
        command.addAll(program.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        // Whoever ends the tests ends what they started.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new JavaProcess(process, log);
    }

    /**
     * @throws IllegalStateException with what it said, if it has ended
     */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "%s has ended with %d:%n%s".formatted(log, process.exitValue(), output()));
        }
    }

    /** What it has said so far. */
    String output() throws IOException {
        return Files.readString(log);
    }

    /** Waits for its end. */
    int exit(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            stop();
            throw new IllegalStateException("no end after %d s, see %s".formatted(seconds, log));
        }
        return process.exitValue();
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
