package io.github.flinkbert.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

    @TempDir Path temp;

    @Test
    void anEntryIsMadeOnceByManyThreads() throws Exception {
        CacheFolder cache = new CacheFolder(temp);
        AtomicInteger made = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> entries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                entries.add(
                        threads.submit(
                                () -> cache.entry("k", "a", folder -> fillSlowly(folder, made))));
            }
            for (Future<Path> entry : entries) {
                assertThat(entry.get().resolve("file")).hasContent("whole");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(made).hasValue(1);
    }

    private static void fillSlowly(Path folder, AtomicInteger made) throws IOException {
        made.incrementAndGet();
        Files.writeString(folder.resolve("file"), "wh");
        try {
            Thread.sleep(100); // the load: the others come while it is written
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Files.writeString(folder.resolve("file"), "whole");
    }

    @Test
    void anEntryIsMadeOnceByTwoProcesses() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx64m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Filler.class.getName(),
                                    temp.toString())
                            .redirectErrorStream(true)
                            .start());
        }
        int made = 0;
        for (Process process : processes) {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            made += output.contains("made") ? 1 : 0;
        }
        assertThat(made).isEqualTo(1);
        assertThat(temp.resolve("k/a/file")).hasContent("whole");
    }

    /** A process of its own that makes the entry. */
    static final class Filler {
        private Filler() {}

        public static void main(String[] arguments) {
            AtomicInteger made = new AtomicInteger();
            new CacheFolder(Path.of(arguments[0])).entry("k", "a", f -> fillSlowly(f, made));
            System.out.println(made.get() == 1 ? "made" : "found");
        }
    }

    @Test
    void aFailedOrInterruptedMakingLeavesNothingAndIsMadeUpFor() throws IOException {
        CacheFolder cache = new CacheFolder(temp);
        assertThatThrownBy(
                        () ->
                                cache.entry(
                                        "k",
                                        "a",
                                        folder -> {
                                            Files.writeString(folder.resolve("file"), "wh");
                                            throw new IOException("no space left");
                                        }))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no space left");
        Path killed = Files.createDirectories(temp.resolve("k/a.partial-123"));
        Files.writeString(killed.resolve("file"), "wh");

        cache.entry("k", "a", folder -> Files.writeString(folder.resolve("file"), "whole"));

        try (Stream<Path> kept = Files.list(temp.resolve("k"))) {
            assertThat(kept.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("a", "a.lock");
        }
        assertThat(temp.resolve("k/a/file")).hasContent("whole");
    }

    @Test
    void aDigestIsRememberedUntilTheFileChanges() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "one");
        FileDigests digests = new FileDigests(new CacheFolder(temp.resolve("cache")));
        String one = digests.of(file);
        Path memory;
        try (Stream<Path> remembered = Files.list(temp.resolve("cache/digests"))) {
            memory = remembered.findFirst().orElseThrow();
        }
        Files.writeString(memory, Files.readString(memory).replace(one, "remembered"));

        assertThat(digests.of(file)).isEqualTo("remembered");
        Files.writeString(file, "another");
        assertThat(digests.of(file)).hasSize(64).isNotEqualTo(one);
        assertThat(one)
                .isEqualTo("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");
    }
}
