package io.github.flinkbert.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocatorTest {

    private static final Map<String, byte[]> RELEASE =
            Map.of("x/vocab.txt", bytes("[PAD]\n"), "x/m.index", bytes("index"));

    @TempDir Path temp;
    private Locator locator;

    @BeforeEach
    void makeLocator() {
        locator = new Locator(new CacheFolder(temp.resolve("cache")), ProgressListener.silent());
    }

    @Test
    void aFolderIsTakenWhereItIs() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("a folder/1"));

        assertThat(locator.locate(folder.toString()))
                .isEqualTo(new Located(folder, "a folder/1", false));
        assertThat(locator.locate(folder.toUri().toString()).name()).isEqualTo("a folder/1");
    }

    @Test
    void anArchiveIsUnpackedOnceAndAgainWhenItChanges() throws IOException {
        Path zip = Files.write(temp.resolve("r.zip"), Zips.zip(RELEASE));

        Located first = locator.locate(zip.toString());
        Located second = locator.locate(zip.toString());
        Map<String, byte[]> changed = new LinkedHashMap<>(RELEASE);
        changed.put("x/vocab.txt", bytes("[PAD]\n[UNK]\n"));
        Files.write(zip, Zips.zip(changed));
        Located third = locator.locate(zip.toString());

        assertThat(first).isEqualTo(second);
        assertThat(first.name()).isEqualTo("r");
        assertThat(first.folder().resolve("x/vocab.txt")).hasContent("[PAD]\n");
        assertThat(third.folder().resolve("x/vocab.txt")).hasContent("[PAD]\n[UNK]\n");
    }

    @Test
    void whatNoReaderWantsStaysPacked() throws IOException {
        Map<String, byte[]> more = new LinkedHashMap<>(RELEASE);
        more.put("x/Some.class", bytes("code"));
        more.put("META-INF/notes.txt", bytes("notes"));
        more.put("__MACOSX/x/._vocab.txt", bytes("litter"));
        Path zip = Files.write(temp.resolve("r.zip"), Zips.zip(more));

        try (Stream<Path> files = Files.walk(locator.locate(zip.toString()).folder())) {
            assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("vocab.txt", "m.index");
        }
    }

    @Test
    void aUrlIsFetchedOnce() throws IOException {
        byte[] zip = Zips.zip(RELEASE);
        AtomicInteger requests = new AtomicInteger();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/models/",
                exchange -> {
                    requests.incrementAndGet();
                    boolean known = exchange.getRequestURI().getPath().endsWith("r.zip");
                    exchange.sendResponseHeaders(known ? 200 : 404, known ? zip.length : -1);
                    try (var body = exchange.getResponseBody()) {
                        if (known) {
                            body.write(zip);
                        }
                    }
                });
        server.start();
        String base = "http://localhost:%d/models/".formatted(server.getAddress().getPort());
        try {
            Located located = locator.locate(base + "r.zip");
            assertThat(located.name()).isEqualTo("r");
            assertThat(located.folder().resolve("x/m.index")).hasContent("index");
            assertThat(locator.locate(base + "r.zip")).isEqualTo(located);
            assertThat(locator.locate("jar:" + base + "r.zip!/x").folder().resolve("x/m.index"))
                    .exists();
            assertThat(requests).hasValue(1);
            assertThatThrownBy(() -> locator.locate(base + "none.zip"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(
                            base
                                    + "none.zip cannot be fetched: the server answered with"
                                    + " status 404");
        } finally {
            server.stop(0);
        }
        assertThatThrownBy(() -> locator.locate(base + "third.zip"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(base + "third.zip cannot be fetched: ");
        try (Stream<Path> kept = Files.list(temp.resolve("cache/downloads"))) {
            assertThat(kept.filter(Files::isDirectory)).hasSize(1);
        }
    }

    @Test
    void aMavenArtifactIsFoundInTheLocalRepository() throws IOException {
        Path jar = temp.resolve("repo/org/example/bert/1.0/bert-1.0.jar");
        Files.createDirectories(jar.getParent());
        Files.write(jar, Zips.zip(RELEASE));
        String before = System.getProperty("maven.repo.local");
        System.setProperty("maven.repo.local", temp.resolve("repo").toString());
        try {
            assertThat(locator.locate("maven:org.example:bert:1.0").name()).isEqualTo("bert-1.0");
        } finally {
            if (before == null) {
                System.clearProperty("maven.repo.local");
            } else {
                System.setProperty("maven.repo.local", before);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maven:a:b",
                "maven:a:b:c:d",
                "maven:a:b:../../c",
                "maven:a: -Dx=y:1",
                "maven:"
            })
    void aCoordinateThatIsNoneIsRefused(String location) {
        assertThatThrownBy(() -> locator.locate(location))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        location
                                + " is no Maven coordinate: expected maven:GROUP:ARTIFACT:VERSION");
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThatThrownBy(() -> locator.locate("/no/such/folder"))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("there is no file or folder /no/such/folder");
        assertThatThrownBy(() -> locator.locate("s3://bucket/model"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("s3://bucket/model is no location: expected a path, a file:");
        assertThatThrownBy(() -> locator.locate("jar:file:/a.jar"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is no jar URI: expected jar:URI!/PATH");
        assertThatThrownBy(() -> locator.locate("http://[/x"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is no URI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.txt",
                "x/../../evil.txt",
                "/evil.txt",
                "..\\evil.txt",
                "x/../evil.txt"
            })
    void aZipThatClimbsOutOfItsFolderIsRefused(String climbing) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>(RELEASE);
        contents.put(climbing, bytes("evil"));
        byte[] zip = Zips.zip(contents);
        Path plain = Files.write(temp.resolve("r.zip"), zip);
        Path nested = Files.write(temp.resolve("n.jar"), Zips.zip(Map.of("inner", zip)));

        for (Path each : new Path[] {plain, nested}) {
            assertThatThrownBy(() -> locator.locate(each.toString()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(
                            ("%s is refused: its entry \"%s\" climbs out of the folder it is"
                                            + " unpacked into")
                                    .formatted(each, climbing));
        }
        try (Stream<Path> files = Files.walk(temp)) {
            assertThat(files.filter(f -> f.getFileName().toString().contains("evil"))).isEmpty();
        }
    }

    @Test
    void aZipThatGrowsAsNoReleaseDoesIsRefused() throws IOException {
        Path zip =
                Files.write(
                        temp.resolve("bomb.zip"),
                        Zips.zip(
                                Map.of(
                                        "m.index",
                                        bytes("index"),
                                        "zeros.txt",
                                        new byte[310 << 20])));

        assertThatThrownBy(() -> locator.locate(zip.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("bomb.zip is refused: it unpacks to more than");
        try (Stream<Path> kept = Files.list(temp.resolve("cache/unpacked-1"))) {
            assertThat(kept.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void aTruncatedArchiveIsRefused() throws IOException {
        byte[] whole = Zips.zip(RELEASE);
        Path zip =
                Files.write(
                        temp.resolve("r.zip"), java.util.Arrays.copyOf(whole, whole.length - 30));

        assertThatThrownBy(() -> locator.locate(zip.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("r.zip is a damaged archive");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
