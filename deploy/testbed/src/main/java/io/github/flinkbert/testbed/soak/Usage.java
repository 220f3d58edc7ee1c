package io.github.flinkbert.testbed.soak;

import io.github.flinkbert.cli.terminal.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * What a process uses, as Linux tells under {@code /proc}.
 *
 * @param cpuSeconds since it began, of all its threads
 * @param anonymousMebibytes resident and not of a file: what it has taken and not given back
 * @param files open
 */
@Internal
public record Usage(double cpuSeconds, double anonymousMebibytes, int files, int threads) {

    /** Clock ticks a second that Linux reports in, on every machine of today. */
    private static final double TICKS = 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    public static Usage of(long pid) {
        Path process = Path.of("/proc", String.valueOf(pid));
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            // The command's name, in parentheses, may hold blanks.
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Usage(
                    (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS,
                    status(process, "RssAnon") / 1024.0,
                    (int) files.count(),
                    (int) status(process, "Threads"));
        } catch (IOException e) {
            throw new UserException(
                    "cannot see what process %d uses; this needs Linux's /proc".formatted(pid), e);
        }
    }

    private static long status(Path process, String name) throws IOException {
        try (Stream<String> lines = Files.lines(process.resolve("status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
