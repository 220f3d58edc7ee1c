package io.github.flinkbert.benchmark.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * A process's resident memory, as Linux counts it.
 *
 * @param peakBytes the most it ever was ({@code VmHWM})
 * @param anonymousBytes what it holds now that is no file's ({@code RssAnon})
 */
@Internal
public record ProcessMemory(long peakBytes, long anonymousBytes) {

    /** Of a process that runs. */
    public static ProcessMemory of(long pid) throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"));
        return new ProcessMemory(bytes(status, "VmHWM:"), bytes(status, "RssAnon:"));
    }

    private static long bytes(List<String> status, String field) throws IOException {
        return status.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).replace("kB", "").strip())
                .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                .findFirst()
                .orElseThrow(() -> new IOException("this system tells no " + field));
    }
}
