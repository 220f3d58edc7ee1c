package io.github.flinkbert.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of this process's memory, in MiB. */
public final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentMemory() {}

    /** Where it should be told; that a Linux does not tell it is a failure. */
    public static boolean isTold() {
        return System.getProperty("os.name").equals("Linux");
    }

    /** The most that was ever resident: {@code VmHWM}. */
    public static long peak() throws IOException {
        return mebibytes("VmHWM:");
    }

    /** What is resident and belongs to no file: {@code RssAnon}. */
    public static long anonymous() throws IOException {
        return mebibytes("RssAnon:");
    }

    private static long mebibytes(String field) throws IOException {
        return Files.readAllLines(STATUS).stream()
                        .filter(line -> line.startsWith(field))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }
}
