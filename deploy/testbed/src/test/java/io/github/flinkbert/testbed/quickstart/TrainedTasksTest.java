package io.github.flinkbert.testbed.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.AdapterMiniature.Task;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.location.CacheFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainedTasksTest {

    @TempDir private Path temp;

    @BeforeEach
    void useACacheOfOurOwn() {
        System.setProperty(CacheFolder.PROPERTY, temp.resolve("cache").toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    @Test
    void headsOfCheckpointAndAdaptersAreAskedFor() throws IOException {
        MiniatureCheckpoint base = MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3);
        Path plain = base.writeTo(temp.resolve("plain"));
        Path trained = TrainedMiniature.of(base, 4).asQuestionAnswering(temp.resolve("trained"));
        String names = temp.resolve("names").toString();
        AdapterMiniature.write(Path.of(names), base, plain.toString(), Task.TOKEN_CLS, 1, 5);

        try (Checkpoint checkpoint = Checkpoints.open(trained.toString())) {
            assertThat(TrainedTasks.of(checkpoint, Map.of("names", names)).settings())
                    .containsOnly(
                            Map.entry("tasks", "embedding,entities,answers"),
                            Map.entry("entities-model", "names"),
                            Map.entry("answers-model", checkpoint.name()));
        }
    }

    @Test
    void aBareModelIsAskedForEmbeddingsOnly() {
        assertThat(new TrainedTasks(Map.of()).settings())
                .containsOnly(Map.entry("tasks", "embedding"));
    }

    @Test
    void ofSeveralModelsTheTextsLanguageChooses() {
        assertThat(new TrainedTasks(Map.of("entities", List.of("names-en", "names-ko"))).settings())
                .containsOnly(
                        Map.entry("tasks", "embedding,entities"),
                        Map.entry("entities-model", "names-en"),
                        Map.entry("entities-model-attribute", "lang"),
                        Map.entry("entities-model-by", "en=names-en,ko=names-ko"));
    }

    @Test
    void theOnlyModelIsForItsLanguageWhereItsNameSaysOne() {
        assertThat(
                        new TrainedTasks(
                                        Map.of(
                                                "entities",
                                                List.of("entities-en"),
                                                "answers",
                                                List.of("answers")))
                                .settings())
                .containsOnly(
                        Map.entry("tasks", "embedding,entities,answers"),
                        Map.entry("entities-model", "none"),
                        Map.entry("entities-model-attribute", "lang"),
                        Map.entry("entities-model-by", "en=entities-en"),
                        Map.entry("answers-model", "answers"));
    }

    @Test
    void severalModelsOfNoLanguageAreRefused() {
        assertThatThrownBy(() -> new TrainedTasks(Map.of("entities", List.of("a", "b"))).settings())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("as entities-ko does; found a, b");
    }
}
