package io.github.flinkbert.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GoogleModelTest {

    private static final String TINY = "google:uncased_L-2_H-128_A-2";
    private static final String TINY_PATH = "2020_02_20/uncased_L-2_H-128_A-2";

    @RegisterExtension final NamesInTempFolder names = new NamesInTempFolder();

    private static byte[] release(String vocabulary) throws IOException {
        return Zips.zip(
                Map.of(
                        "vocab.txt",
                        vocabulary.getBytes(StandardCharsets.UTF_8),
                        "bert_model.ckpt.index",
                        new byte[100_000]));
    }

    private static Locator locator() {
        return new Locator(CacheFolder.standard(), ProgressListener.silent());
    }

    @Test
    void aReleaseIsFetchedAndUnpackedOnceAndNeedsNoNetworkFromThenOn() throws IOException {
        names.server().release(TINY_PATH, release("[PAD]\n"));

        Located located = locator().locate(TINY);

        assertThat(located.name()).isEqualTo("uncased_L-2_H-128_A-2");
        assertThat(located.folder().resolve("vocab.txt")).hasContent("[PAD]\n");
        assertThat(names.server().asked())
                .extracting(ModelServer.Asked::path)
                .containsExactly("/bert_models/" + TINY_PATH + ".zip");
        names.server().close();
        names.set("HF_HUB_OFFLINE", "1");
        assertThat(locator().locate(TINY)).isEqualTo(located);
        assertThat(locator().locate("google:" + TINY_PATH)).isEqualTo(located);
        assertThat(locator().absolute(TINY)).isEqualTo(TINY);
        assertThatThrownBy(() -> locator().locate("google:uncased_L-4_H-128_A-2"))
                .hasMessageContaining(
                        "google:2020_02_20/uncased_L-4_H-128_A-2 is not in the cache");
    }

    @Test
    void aDroppedConnectionGoesOnWhereItWasAndTheWholeIsChecked() throws IOException {
        byte[] zip = release("[PAD]\n");
        names.server().release(TINY_PATH, zip);
        names.server().fault("GET", TINY_PATH + ".zip", 1, ModelServer.dropping(zip, 100));

        assertThat(locator().locate(TINY).folder()).exists();

        assertThat(names.server().asked())
                .extracting(ModelServer.Asked::range)
                .containsExactly(Optional.empty(), Optional.of("bytes=100-"));
    }

    @Test
    void anArchiveThatIsNotWhatTheServersHashSaysIsRefused() throws IOException {
        byte[] zip = release("[PAD]\n");
        for (String hash :
                new String[] {"crc32c=AAAAAA==", "crc32c=AAAAAA==,md5=AAAA", "md5=AAAA"}) {
            names.server()
                    .fault(
                            "GET",
                            TINY_PATH + ".zip",
                            1,
                            exchange -> {
                                exchange.getResponseHeaders().add("x-goog-hash", hash);
                                ModelServer.sending(zip).handle(exchange);
                            });
            assertThatThrownBy(() -> locator().locate(TINY))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(TINY_PATH + ".zip is refused: its ")
                    .hasMessageContaining(", but the server said AAAA");
        }
    }

    @Test
    void aReleaseWhoseDigestsAreKnownMustHaveThem() throws IOException {
        names.server().release("2018_10_18/cased_L-12_H-768_A-12", release("[PAD]\n"));

        assertThatThrownBy(() -> locator().locate("google:cased_L-12_H-768_A-12"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("cased_L-12_H-768_A-12.zip is refused: the SHA-256 of its ")
                .hasMessageContaining("but Google published ");
        assertThat(GoogleReleases.digests("2018_10_18/cased_L-12_H-768_A-12"))
                .containsEntry(
                        "vocab.txt",
                        "eeaa9875b23b04b4c54ef759d03db9d1ba1554838f8fb26c5d96fa551df93d02")
                .hasSize(4);
        assertThat(GoogleReleases.digests(TINY_PATH)).isEmpty();
    }

    @Test
    void aReleaseThatIsNoLongerWhatItWasIsRefused() throws IOException {
        names.server().release(TINY_PATH, release("[PAD]\n"));
        locator().locate(TINY);
        try (Stream<Path> kept = Files.walk(CacheFolder.standard().root())) {
            for (Path file : kept.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.toString().endsWith(".sha256")) {
                    var unused = file.toFile().delete();
                }
            }
        }
        names.server().release(TINY_PATH, release("[UNK]\n"));

        assertThatThrownBy(() -> locator().locate(TINY))
                .hasMessageContaining("but when it was first fetched it was ");
    }

    @Test
    void everyReleaseHasAName() {
        assertThat(GoogleReleases.names())
                .hasSize(32)
                .contains(
                        "uncased_L-24_H-1024_A-16",
                        "wwm_cased_L-24_H-1024_A-16",
                        "multi_cased_L-12_H-768_A-12",
                        "chinese_L-12_H-768_A-12",
                        "uncased_L-10_H-512_A-8");
        assertThat(GoogleReleases.path("uncased_L-12_H-768_A-12"))
                .isEqualTo("2018_10_18/uncased_L-12_H-768_A-12");
        assertThat(GoogleReleases.path("2020_02_20/uncased_L-12_H-768_A-12"))
                .isEqualTo("2020_02_20/uncased_L-12_H-768_A-12");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> locator().absolute("google:cased_L12_H-768_A-12"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(
                        "google:cased_L12_H-768_A-12 is no release of Google's: expected one such"
                                + " as google:cased_L-12_H-768_A-12, google:");
        assertThatThrownBy(() -> locator().locate("google:../x"))
                .hasMessageContaining("is no release of Google's");
        assertThatThrownBy(() -> locator().locate(TINY))
                .hasMessageEndingWith(
                        TINY_PATH
                                + ".zip cannot be fetched: the server does not have it (status"
                                + " 404)");
        assertThat(names.server().asked()).hasSize(1);
    }
}
