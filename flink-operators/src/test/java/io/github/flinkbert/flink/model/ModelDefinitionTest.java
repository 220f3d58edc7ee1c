package io.github.flinkbert.flink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is resolved where a job is submitted is all that is needed where it runs. */
class ModelDefinitionTest {

    @TempDir private Path folder;
    private Path base;
    private Path adapter;

    @BeforeEach
    void write() throws Exception {
        base = folder.resolve("base");
        MiniatureCheckpoint miniature =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1);
        miniature.writeTo(base);
        adapter =
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
    }

    @Test
    void anAdapterTravelsWithTheJob() throws Exception {
        String digest = Adapter.open(adapter.toString()).digest();
        ModelDefinition travelled = InstantiationUtil.clone(ModelDefinition.resolve(options()));
        delete(adapter);

        try (Bert bert = travelled.open()) {
            assertThat(bert.model().adapters()).isEqualTo(Map.of("entities", digest));
        }
    }

    @Test
    void aPathBecomesAUriWithTheDigestOfWhatLiesThere() {
        ModelDefinition resolved = ModelDefinition.resolve(options());

        assertThat(resolved.options().checkpoint()).startsWith("file:/").contains("base");
        try (Bert bert = resolved.open()) {
            assertThat(resolved.checkpointDigest()).isEqualTo(bert.checkpointDigest());
        }
    }

    @Test
    void aCheckpointThatChangedInItsPlaceIsRefused() throws Exception {
        ModelDefinition resolved = ModelDefinition.resolve(options());
        delete(base);
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 7).writeTo(base);

        assertThatThrownBy(resolved::open)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("has changed: its digest is")
                .hasMessageEndingWith("expected " + resolved.checkpointDigest());
    }

    @Test
    void theSameModelHasTheSameIdWhereverItLies() throws Exception {
        Path moved = Files.move(base, folder.resolve("elsewhere"));
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1).writeTo(base);

        assertThat(ModelDefinition.resolve(options(moved)).id())
                .isEqualTo(ModelDefinition.resolve(options(base)).id())
                .isNotEqualTo(ModelDefinition.resolve(options(base).withAdapters(Map.of())).id());
    }

    @Test
    void aLongestSequenceIsPartOfTheModelAndCheckedAtSubmission() {
        ModelDefinition asTrained = ModelDefinition.resolve(options());

        assertThat(ModelDefinition.resolve(options().withMaxPositions(32)).id())
                .isNotEqualTo(asTrained.id())
                .isNotEqualTo(ModelDefinition.resolve(options().withMaxPositions(16)).id());
        assertThatThrownBy(() -> ModelDefinition.resolve(options().withMaxPositions(65)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("to 64, the rows of base's position table; found 65");
    }

    @Test
    void whatAHeadWithLabelsIsIsPartOfTheModelWhereItIsSaid() {
        ModelDefinition unsaid = ModelDefinition.resolve(options());

        assertThat(ModelDefinition.resolve(options().withLabelHead(LabelHeadKind.TEXTS)).id())
                .isNotEqualTo(unsaid.id())
                .isNotEqualTo(
                        ModelDefinition.resolve(options().withLabelHead(LabelHeadKind.TOKENS))
                                .id());
    }

    @Test
    void whatDoesNotLieOnThisMachineIsNotFetchedAtSubmission() {
        ModelDefinition resolved =
                ModelDefinition.resolve(BertOptions.of("https://models.invalid/bert.zip"));

        assertThat(resolved.options().checkpoint()).isEqualTo("https://models.invalid/bert.zip");
        assertThat(resolved.checkpointDigest()).isEmpty();
    }

    @Test
    void whatIsNotThereIsSaidAtSubmission() {
        assertThatThrownBy(
                        () ->
                                ModelDefinition.resolve(
                                        BertOptions.of(folder.resolve("nowhere").toString())))
                .hasMessageStartingWith("there is no file or folder ");
    }

    private BertOptions options() {
        return options(base);
    }

    private BertOptions options(Path checkpoint) {
        return BertOptions.of(checkpoint.toString())
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32)
                .withAdapters(Map.of("entities", adapter.toString()));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }
}
