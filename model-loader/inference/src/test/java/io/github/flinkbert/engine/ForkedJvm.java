package io.github.flinkbert.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A process of its own for a measurement of memory; its last lines are {@code name=value}. */
public final class ForkedJvm {

    private ForkedJvm() {}

    /**
     * @param heap such as {@code 256m}, fixed
     * @return the numbers that the process printed
     */
    public static Map<String, Long> run(Class<?> main, String heap, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xms" + heap,
                                "-Xmx" + heap,
                                "-XX:+UseSerialGC",
                                "-XX:+AlwaysPreTouch",
                                // The compiler's own memory comes and goes in tens of megabytes.
                                "-XX:TieredStopAtLevel=1",
                                "-Dflinkbert.engine.linger.seconds=0",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(NativeMemory.environment());
        Process process = builder.start();
        String output;
        try {
            output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "%s ended with status %d".formatted(main, process.exitValue()));
            }
        } finally {
            process.destroyForcibly();
        }
        Properties properties = new Properties();
        properties.load(new java.io.StringReader(output));
        System.out.print(output);
        return properties.entrySet().stream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                e -> e.getKey().toString(),
                                e -> Long.parseLong(e.getValue().toString())));
    }
}
