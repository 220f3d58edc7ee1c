package io.github.flinkbert.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubModelTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String LATER = "89abcdef0123456789abcdef0123456789abcdef";
    private static final byte[] WEIGHTS = new byte[300_000];
    private static final Map<String, byte[]> MODEL = new TreeMap<>();

    static {
        new Random(7).nextBytes(WEIGHTS);
        MODEL.put("config.json", bytes("{\"model_type\": \"bert\"}"));
        MODEL.put("vocab.txt", bytes("[PAD]\n"));
        MODEL.put("model.safetensors", WEIGHTS);
    }

    @RegisterExtension final NamesInTempFolder names = new NamesInTempFolder();

    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void publish() {
        names.server().repository("o/m", "main", COMMIT, MODEL);
    }

    private HubModel model(String location) {
        return new HubModel(
                HubName.parse(location),
                HubSettings.ofEnvironment(),
                CacheFolder.standard(),
                ProgressListener.silent(),
                new Retries(5, Duration.ofMillis(100), Duration.ofSeconds(60), pauses::add));
    }

    private Path inCache(String path) {
        return names.hubCache().resolve("models--o--m").resolve(path);
    }

    private String blob() {
        return "blobs/" + ModelServer.sha256(WEIGHTS);
    }

    @Test
    void whatIsNeededIsLaidIntoTheHubsOwnCacheAndFetchedOnce() throws IOException {
        Map<String, byte[]> files = new TreeMap<>(MODEL);
        for (String needed :
                List.of("modules.json", "1_Pooling/config.json", "2_Dense/model.safetensors")) {
            files.put(needed, bytes("needed " + needed));
        }
        for (String other :
                List.of(
                        "README.md",
                        ".gitattributes",
                        "pytorch_model.bin",
                        "onnx/model.onnx",
                        "onnx/config.json",
                        "tf_model.h5",
                        "model.fp16.safetensors",
                        "runs/events.json")) {
            files.put(other, bytes("other"));
        }
        names.server().repository("o/m", "main", COMMIT, files);
        names.set("HF_TOKEN", "hf_secret");

        Path folder = model("hf:o/m").folder();

        assertThat(folder).isEqualTo(inCache("snapshots/" + COMMIT));
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(
                            all.filter(Files::isRegularFile)
                                    .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "config.json",
                            "vocab.txt",
                            "model.safetensors",
                            "modules.json",
                            "1_Pooling/config.json",
                            "2_Dense/model.safetensors");
        }
        assertThat(Files.readSymbolicLink(folder.resolve("model.safetensors")))
                .isEqualTo(Path.of("../..", blob()));
        assertThat(Files.readSymbolicLink(folder.resolve("1_Pooling/config.json")))
                .isEqualTo(
                        Path.of(
                                "../../../blobs",
                                ModelServer.gitSha1(bytes("needed 1_Pooling/config.json"))));
        assertThat(folder.resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
        assertThat(inCache("refs/main")).hasContent(COMMIT);
        // The token is the hub's alone, not of the server that has the large files.
        assertThat(names.server().asked())
                .allSatisfy(
                        asked ->
                                assertThat(asked.token())
                                        .isEqualTo(
                                                asked.path().startsWith("/large/")
                                                        ? Optional.empty()
                                                        : Optional.of("Bearer hf_secret")))
                .anyMatch(asked -> asked.path().startsWith("/large/"));

        int requests = names.server().asked().size();
        assertThat(model("hf:o/m").folder()).isEqualTo(folder);
        assertThat(model("hf:o/m@" + COMMIT).folder()).isEqualTo(folder);
        assertThat(names.server().asked()).hasSize(requests);
    }

    @Test
    void aDroppedConnectionGoesOnWhereItWas() {
        names.server()
                .fault(
                        "GET",
                        "/large/" + ModelServer.sha256(WEIGHTS),
                        1,
                        ModelServer.dropping(WEIGHTS, 120_000));

        assertThat(model("hf:o/m").folder().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);

        assertThat(pauses).containsExactly(Duration.ofMillis(100));
        assertThat(names.server().asked())
                .filteredOn(asked -> asked.path().startsWith("/large/"))
                .extracting(ModelServer.Asked::range)
                .containsExactly(Optional.empty(), Optional.of("bytes=120000-"));
    }

    @Test
    void whatAnEarlierProcessFetchedIsTakenUp() throws IOException {
        Files.createDirectories(inCache("blobs"));
        Files.write(inCache(blob() + ".incomplete"), Arrays.copyOf(WEIGHTS, 200_000));

        assertThat(model("hf:o/m").folder().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);

        assertThat(names.server().asked())
                .anyMatch(asked -> asked.range().equals(Optional.of("bytes=200000-")));
        assertThat(inCache(blob() + ".incomplete")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 300_000, 400_000})
    void whatAnEarlierProcessLeftBrokenIsFetchedAnew(int left) throws IOException {
        Files.createDirectories(inCache("blobs"));
        Files.write(inCache(blob() + ".incomplete"), new byte[left]);

        assertThat(model("hf:o/m").folder().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    }

    @Test
    void aServerThatKeepsDroppingIsGivenUpAndWhatCameIsKept() {
        names.server().fault("GET", ModelServer.sha256(WEIGHTS), 99, exchange -> {});
        names.server()
                .fault(
                        "GET",
                        "/o/m/resolve/" + COMMIT + "/model.safetensors",
                        1,
                        ModelServer.dropping(WEIGHTS, 50_000));

        assertThatThrownBy(() -> model("hf:o/m").folder())
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(
                        "hf:o/m@%s cannot be fetched from localhost:".formatted(COMMIT));
        assertThat(pauses).hasSize(4);
        assertThat(inCache(blob() + ".incomplete")).hasSize(50_000);
        assertThat(inCache("snapshots/" + COMMIT + "/model.safetensors")).doesNotExist();
    }

    @Test
    void liesAboutSizesAndContentAreFoundOut() {
        String large = "/large/" + ModelServer.sha256(WEIGHTS);
        byte[] other = WEIGHTS.clone();
        other[99]++;

        names.server().fault("GET", large, 1, ModelServer.sending(Arrays.copyOf(WEIGHTS, 299_999)));
        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageContaining("is refused: 300000 bytes were announced, and then 299999");

        names.server().fault("GET", large, 1, ModelServer.sending(other));
        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageContaining("is refused: its SHA-256 is ")
                .hasMessageContaining("but the server said " + ModelServer.sha256(WEIGHTS));

        // One who does not say how much comes, and sends too much.
        names.server()
                .fault(
                        "GET",
                        large,
                        1,
                        exchange -> {
                            exchange.sendResponseHeaders(200, 0);
                            exchange.getResponseBody().write(WEIGHTS);
                            exchange.getResponseBody().write(WEIGHTS);
                        });
        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageContaining("is refused: 300000 bytes were announced, but more came");

        assertThat(inCache(blob())).doesNotExist();
        assertThat(model("hf:o/m").folder().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    }

    @Test
    void smallFilesAreCheckedByGitsDigest() {
        names.server().fault("GET", "/vocab.txt", 1, ModelServer.sending(bytes("[pad]\n")));

        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageContaining("vocab.txt is refused: its git SHA-1 is ");
    }

    @Test
    void aPointerIsNotTakenForTheFile() {
        Map<String, byte[]> files = new TreeMap<>(MODEL);
        files.put(
                "model.safetensors",
                bytes("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 9\n"));
        names.server().repository("o/m", "main", COMMIT, files);

        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageContaining("model.safetensors is refused: it is a Git LFS pointer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401||hf:o/m may not be read (status 401): it is not there, or private; a token is"
                        + " needed, in HF_TOKEN",
                "401|GatedRepo|hf:o/m is gated (status 401): its terms must be accepted on its"
                        + " page, and a token is needed, in HF_TOKEN",
                "403|GatedRepo|hf:o/m is gated (status 403): its terms must be accepted on its"
                        + " page, and a token is needed, in HF_TOKEN",
                "403||hf:o/m may not be read (status 403): it is gated or private; a token is"
                        + " needed, in HF_TOKEN",
                "404|RepoNotFound|there is no hf:o/m, or it is private (status 404)",
                "404||there is no hf:o/m, or it has no revision main (status 404)"
            })
    void aRefusalIsOneSentence(int status, String code, String sentence) {
        names.server()
                .fault(
                        "GET",
                        "/revision/main",
                        1,
                        ModelServer.status(status, "X-Error-Code", code == null ? "" : code));

        assertThatThrownBy(() -> model("hf:o/m").folder())
                .isInstanceOf(CheckpointException.class)
                .hasMessage(sentence);
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatIsNotThereIsRefused() {
        names.set("HF_TOKEN", "hf_x");
        assertThatThrownBy(() -> model("hf:o/m@gone").folder())
                .hasMessage("hf:o/m has no revision gone (status 404)");
        names.server().fault("GET", "/revision/main", 1, ModelServer.status(401));
        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageEndingWith("the token that is given may not read it");
        names.server()
                .repository("o/m", "main", COMMIT, Map.of("pytorch_model.bin", bytes("pickle")));
        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessage(
                        "hf:o/m has no weights that are read: found pytorch_model.bin; expected"
                            + " model.safetensors, adapter_model.safetensors or bert_model.ckpt.*");
    }

    @Test
    void aServerInTroubleIsAskedAgainAfterTheTimeThatItNames() {
        names.server()
                .fault("GET", "/revision/main", 1, ModelServer.status(429, "Retry-After", "7"));
        names.server().fault("GET", "/revision/main", 1, ModelServer.status(500));
        names.server().fault("HEAD", "/vocab.txt", 1, ModelServer.status(503));

        assertThat(model("hf:o/m").folder()).exists();

        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(7), Duration.ofMillis(200), Duration.ofMillis(100));
    }

    @Test
    void aServerInLastingTroubleIsGivenUp() {
        names.server().fault("GET", "/revision/main", 5, ModelServer.status(500));
        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageContaining("the server answered with status 500");
        assertThat(names.server().asked()).hasSize(5);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800));
        pauses.clear();

        names.server()
                .fault("GET", "/revision/main", 1, ModelServer.status(429, "Retry-After", "3600"));
        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageEndingWith(
                        "the server answered with status 429 and asks to wait 3600 seconds; at"
                                + " most 60 are waited");
        assertThat(pauses).isEmpty();
    }

    @Test
    void redirectsAreFollowedToHttpAloneAndNotForEver() {
        names.server()
                .fault(
                        "GET",
                        "/revision/main",
                        1,
                        ModelServer.status(302, "Location", "file:///etc/passwd"));
        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageEndingWith(
                        "redirects to a file: address, which is not followed; expected http or"
                                + " https");
        names.server()
                .fault(
                        "GET",
                        "/revision/main",
                        99,
                        ModelServer.status(307, "Location", "/api/models/o/m/revision/main"));
        assertThatThrownBy(() -> model("hf:o/m").folder())
                .hasMessageEndingWith("redirects more than 10 times");
    }

    @Test
    void aRepositoryThatHasMovedIsFound() {
        names.server().repository("new/m", "main", COMMIT, MODEL);
        names.server()
                .fault(
                        "GET",
                        "/api/models/old/revision/main",
                        1,
                        ModelServer.status(307, "Location", "/api/models/new/m/revision/main"));
        for (String file : MODEL.keySet()) {
            String path = "/resolve/%s/%s".formatted(COMMIT, file);
            for (String method : List.of("HEAD", "GET")) {
                names.server()
                        .fault(
                                method,
                                "/old" + path,
                                1,
                                ModelServer.status(307, "Location", "/new/m" + path));
            }
        }

        assertThat(model("hf:old").folder().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
        assertThat(names.hubCache().resolve("models--old/refs/main")).hasContent(COMMIT);
    }

    @Test
    void whatIsCachedNeedsNoNetworkAndOfflineNeverAsks() {
        Path folder = model("hf:o/m").folder();
        names.server().close();

        assertThat(model("hf:o/m").folder()).isEqualTo(folder);
        assertThat(model("hf:o/m").pinned()).hasToString("hf:o/m@" + COMMIT);
        assertThatThrownBy(() -> model("hf:o/other").folder())
                .hasMessageStartingWith("hf:o/other cannot be fetched from localhost:");
        assertThat(pauses).isEmpty();

        names.set("HF_HUB_OFFLINE", "1");
        int requests = names.server().asked().size();
        assertThat(model("hf:o/m").folder()).isEqualTo(folder);
        assertThatThrownBy(() -> model("hf:o/other").folder())
                .hasMessage(
                        ("hf:o/other is not whole in the cache %s, and HF_HUB_OFFLINE says that the"
                                        + " hub is not asked")
                                .formatted(names.hubCache()));
        assertThat(names.server().asked()).hasSize(requests);
    }

    @Test
    void aSnapshotOfPythonsLibraryIsReadWithoutAsking() throws IOException {
        Path snapshot = Files.createDirectories(inCache("snapshots/" + LATER));
        Files.createDirectories(inCache("blobs"));
        Map<String, byte[]> files = new TreeMap<>(MODEL);
        files.put(".gitattributes", bytes("*.safetensors filter=lfs\n"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String etag = ModelServer.sha256(file.getValue());
            Files.write(inCache("blobs/" + etag), file.getValue());
            Files.createSymbolicLink(
                    snapshot.resolve(file.getKey()), Path.of("../../blobs/" + etag));
        }
        Files.createDirectories(inCache("refs"));
        Files.writeString(inCache("refs/main"), LATER);

        assertThat(model("hf:o/m").folder()).isEqualTo(snapshot);
        assertThat(model("hf:o/m").pinned()).hasToString("hf:o/m@" + LATER);
        assertThat(names.server().asked()).isEmpty();

        // One of which a part is missing is completed.
        Files.writeString(inCache("refs/main"), COMMIT);
        assertThat(model("hf:o/m").folder()).isEqualTo(inCache("snapshots/" + COMMIT));
        assertThat(names.server().asked())
                .noneMatch(asked -> asked.path().startsWith("/large/")); // of the same content
    }

    @Test
    void aNameIsPinnedToTheCommitThatItsBranchIs() {
        assertThat(model("hf:o/m").pinned()).hasToString("hf:o/m@" + COMMIT);
        assertThat(model("hf:o/m@" + LATER).pinned()).hasToString("hf:o/m@" + LATER);
        names.server().repository("o/m", "main", LATER, MODEL);
        assertThat(model("hf:o/m").pinned()).hasToString("hf:o/m@" + LATER);
        Path folder = model("hf:o/m@" + COMMIT).folder();
        assertThat(folder).isEqualTo(inCache("snapshots/" + COMMIT));
    }

    @Test
    void shardsAndTensorFlowsCheckpointsAreFetched() {
        List<String> sharded =
                List.of(
                        "config.json",
                        "model.safetensors.index.json",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors",
                        "pytorch_model.bin");
        assertThat(HubFiles.wanted(sharded, "hf:o/m"))
                .containsExactlyInAnyOrderElementsOf(sharded.subList(0, 4));
        List<String> google =
                List.of(
                        "bert_config.json",
                        "vocab.txt",
                        "bert_model.ckpt.index",
                        "bert_model.ckpt.data-00000-of-00001",
                        "bert_model.ckpt.meta");
        assertThat(HubFiles.wanted(google, "hf:o/m"))
                .containsExactlyInAnyOrderElementsOf(google.subList(0, 4));
        List<String> adapter =
                List.of("adapter_config.json", "adapter_model.safetensors", "adapter_model.bin");
        assertThat(HubFiles.wanted(adapter, "hf:o/m"))
                .containsExactlyInAnyOrderElementsOf(adapter.subList(0, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf:",
                "hf:a/b/c",
                "hf:../b",
                "hf:a/..",
                "hf:a/b@",
                "hf:a/b@../../x",
                "hf:a/b@/x",
                "hf:a/b c",
                "hf:a--b/c"
            })
    void aNameThatIsNoneIsRefused(String location) {
        assertThatThrownBy(() -> model(location))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        location
                                + " is no name on the hub: expected hf:OWNER/NAME or"
                                + " hf:OWNER/NAME@REVISION");
    }

    @Test
    void aTokenIsNeverPrinted() {
        names.set("HF_TOKEN", "hf_secret");
        assertThat(HubSettings.ofEnvironment().toString()).doesNotContain("hf_secret");
        names.set("HF_TOKEN", "hf_secret\nline");
        assertThatThrownBy(HubSettings::ofEnvironment)
                .isInstanceOf(CheckpointException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hf_secret"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
