package io.github.flinkbert.benchmark.measure;

import io.github.flinkbert.benchmark.usage.ProcessMemory;
import io.github.flinkbert.engine.NativeMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Starts {@link MemoryChild}, with native memory as the launcher has it, and a heap of 256 MiB that
 * is resident from the start, so that how much of it was touched makes no difference.
 */
@Internal
public final class MemoryProbe {

    private static final int TEXTS = 192;

    private MemoryProbe() {}

    /**
     * @param system a name that {@link MemoryChild} knows
     * @param clients how many users share it, as subtasks of a job do
     */
    public static ProcessMemory of(String system, int clients)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xms256m",
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:+AlwaysPreTouch",
                                "-Dorg.bytedeco.javacpp.maxBytes=0",
                                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                                "-cp",
                                System.getProperty("java.class.path"),
                                MemoryChild.class.getName(),
                                system,
                                String.valueOf(clients),
                                String.valueOf(TEXTS)));
        builder.environment().putAll(NativeMemory.environment());
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process child = builder.start();
        child.getOutputStream().close();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = child.waitFor();
        String[] numbers = said.strip().split(" ", -1);
        if (exit != 0 || numbers.length != 2) {
            throw new IOException(
                    "the process that measures the memory of %s ended with %d"
                            .formatted(system, exit));
        }
        return new ProcessMemory(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }
}
