package io.github.flinkbert.flink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.NamesInTempFolder;
import io.github.flinkbert.location.Zips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a name stands for where a job is submitted is what every machine reads. */
class ModelByNameTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String LATER = "89abcdef0123456789abcdef0123456789abcdef";
    private static final String RELEASE = "2020_02_20/uncased_L-2_H-128_A-2";

    @RegisterExtension final NamesInTempFolder names = new NamesInTempFolder();

    @TempDir private Path folder;
    private String adapterDigest;

    @BeforeEach
    void publish() throws Exception {
        MiniatureCheckpoint miniature =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1);
        Path base = folder.resolve("base");
        miniature.writeTo(base);
        Path adapter =
                Path.of(
                        AdapterMiniature.write(
                                        folder.resolve("adapter"),
                                        miniature,
                                        base.toString(),
                                        AdapterMiniature.Task.TOKEN_CLS,
                                        miniature.config().layers() - 1,
                                        2)
                                .location()
                                .toString());
        adapterDigest = Adapter.open(adapter.toString()).digest();
        names.server().repository("o/base", "main", COMMIT, Zips.contents(base, ""));
        names.server().repository("o/entities", "main", COMMIT, Zips.contents(adapter, ""));
        names.server().release(RELEASE, Zips.zip(Zips.contents(base, "")));
    }

    private static BertOptions options(String model) {
        return BertOptions.of(model)
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32);
    }

    private Map<String, byte[]> other() throws IOException {
        Path other = folder.resolve("other");
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 7).writeTo(other);
        return Zips.contents(other, "");
    }

    @Test
    void aNameOfTheHubIsTheCommitThatItWasWhenTheJobWasSubmitted() throws Exception {
        ModelDefinition travelled =
                InstantiationUtil.clone(
                        ModelDefinition.resolve(
                                options("hf:o/base")
                                        .withAdapters(Map.of("entities", "hf:o/entities"))));
        names.server().repository("o/base", "main", LATER, other());
        toAnotherMachine();

        assertThat(travelled.options().checkpoint()).isEqualTo("hf:o/base@" + COMMIT);
        try (Bert bert = travelled.open()) {
            assertThat(bert.checkpointDigest()).isEqualTo(travelled.checkpointDigest());
            assertThat(bert.model().adapters()).isEqualTo(Map.of("entities", adapterDigest));
        }
        // The adapter came as bytes.
        assertThat(names.hubCache().resolve("models--o--entities")).doesNotExist();
    }

    @Test
    void aReleaseOfGooglesHasADigestFromSubmissionOn() throws Exception {
        ModelDefinition resolved = ModelDefinition.resolve(options("google:uncased_L-2_H-128_A-2"));
        toAnotherMachine();

        assertThat(resolved.options().checkpoint()).isEqualTo("google:uncased_L-2_H-128_A-2");
        try (Bert bert = resolved.open()) {
            assertThat(bert.checkpointDigest())
                    .isEqualTo(resolved.checkpointDigest())
                    .isEqualTo(ModelDefinition.resolve(options("hf:o/base")).checkpointDigest());
        }
    }

    @Test
    void whatIsAnotherModelElsewhereIsRefused() throws Exception {
        ModelDefinition hub = ModelDefinition.resolve(options("hf:o/base"));
        ModelDefinition google = ModelDefinition.resolve(options("google:uncased_L-2_H-128_A-2"));
        names.server().repository("o/base", "main", COMMIT, other());
        names.server().release(RELEASE, Zips.zip(other()));
        toAnotherMachine();

        assertThatThrownBy(hub::open)
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("hf:o/base@" + COMMIT + " has changed: its digest is ");
        assertThatThrownBy(google::open)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(" has changed: its digest is ");
    }

    /** One that has fetched nothing yet. */
    private void toAnotherMachine() throws IOException {
        for (Path cache : new Path[] {names.hubCache(), names.folder().resolve("own")}) {
            if (Files.exists(cache)) {
                try (Stream<Path> files = Files.walk(cache)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
