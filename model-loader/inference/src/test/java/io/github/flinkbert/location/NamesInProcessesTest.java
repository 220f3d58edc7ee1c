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
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names asked for by several processes at once, and through a proxy. */
class NamesInProcessesTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final Map<String, byte[]> MODEL =
            Map.of(
                    "config.json", "{}".getBytes(StandardCharsets.UTF_8),
                    "vocab.txt", "[PAD]\n".getBytes(StandardCharsets.UTF_8),
                    "model.safetensors", weights());

    @RegisterExtension final NamesInTempFolder names = new NamesInTempFolder();

    private static byte[] weights() {
        byte[] weights = new byte[1 << 20];
        new Random(3).nextBytes(weights);
        return weights;
    }

    @Test
    void twoProcessesFetchANameOnce() throws Exception {
        names.server().repository("o/m", "main", COMMIT, MODEL);
        names.server()
                .release(
                        "2020_02_20/uncased_L-2_H-128_A-2",
                        Zips.zip(Map.of("vocab.txt", new byte[9], "m.index", new byte[9])));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(process("hf:o/m", "google:uncased_L-2_H-128_A-2"));
        }
        for (Process process : processes) {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        }
        assertThat(names.server().asked())
                .filteredOn(
                        asked ->
                                asked.path().startsWith("/large/") || asked.path().endsWith(".zip"))
                .hasSize(2);
        Path snapshot = names.hubCache().resolve("models--o--m/snapshots/" + COMMIT);
        assertThat(snapshot.resolve("model.safetensors"))
                .hasBinaryContent(MODEL.get("model.safetensors"));
    }

    private Process process(String... locations) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path")));
        for (String name :
                List.of(
                        "HF_ENDPOINT",
                        "HF_HUB_CACHE",
                        GoogleModel.ENDPOINT,
                        CacheFolder.PROPERTY)) {
            command.add("-D%s=%s".formatted(name, System.getProperty(name)));
        }
        command.add(Fetcher.class.getName());
        command.addAll(List.of(locations));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** A process of its own that wants models. */
    static final class Fetcher {
        private Fetcher() {}

        public static void main(String[] locations) {
            Locator locator = new Locator(CacheFolder.standard(), ProgressListener.silent());
            for (String location : locations) {
                System.out.println(locator.locate(location));
            }
        }
    }

    @Test
    void proxiesOfTheEnvironmentAreHonoured() throws IOException {
        names.server().repository("o/m", "main", COMMIT, MODEL);
        names.set("HF_ENDPOINT", "http://hub.invalid");
        names.set("http_proxy", names.server().endpoint().replace("http://", "http://me:p%40ss@"));
        names.set("HF_TOKEN", "hf_x");
        Locator locator = new Locator(CacheFolder.standard(), ProgressListener.silent());

        assertThat(Files.isDirectory(locator.locate("hf:o/m").folder())).isTrue();
        assertThat(names.server().asked())
                .filteredOn(asked -> !asked.path().startsWith("/large/"))
                .allSatisfy(
                        asked -> {
                            assertThat(asked.token()).contains("Bearer hf_x");
                            assertThat(asked.proxy()).contains("Basic bWU6cEBzcw==");
                        });
        // Direct, so that nothing meant for the proxy goes there.
        assertThat(names.server().asked())
                .filteredOn(asked -> asked.path().startsWith("/large/"))
                .allSatisfy(asked -> assertThat(asked.proxy()).isEmpty());

        int requests = names.server().asked().size();
        names.set("no_proxy", "example.org, .invalid");
        assertThatThrownBy(() -> locator.locate("hf:o/other"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("hf:o/other cannot be fetched from hub.invalid: ");
        assertThat(names.server().asked()).hasSize(requests);
    }
}
