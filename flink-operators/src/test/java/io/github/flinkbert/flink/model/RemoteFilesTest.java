package io.github.flinkbert.flink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.CacheFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on a file system of Flink's comes to this machine, once. */
class RemoteFilesTest {

    @TempDir private Path folder;
    private String before;

    @BeforeEach
    void cacheInTheFolder() throws Exception {
        before = System.setProperty(CacheFolder.PROPERTY, folder.resolve("cache").toString());
        Path model = Files.createDirectories(folder.resolve("model").resolve("variables"));
        Files.writeString(model.resolve("weights"), "1 2 3");
        Files.createDirectories(folder.resolve("adapter"));
        Files.writeString(folder.resolve("adapter").resolve("adapter.json"), "{}");
    }

    @AfterEach
    void restoreTheCache() {
        if (before == null) {
            System.clearProperty(CacheFolder.PROPERTY);
        } else {
            System.setProperty(CacheFolder.PROPERTY, before);
        }
    }

    @Test
    void checkpointAndAdaptersAreCopiedWithAllThatIsBelowThem() {
        BertOptions options =
                BertOptions.of(elsewhere("model"))
                        .withAdapters(Map.of("entities", elsewhere("adapter")));

        BertOptions fetched = RemoteFiles.fetched(options);

        assertThat(Path.of(fetched.checkpoint()))
                .startsWith(folder.resolve("cache"))
                .hasFileName("model");
        assertThat(Path.of(fetched.checkpoint()).resolve("variables").resolve("weights"))
                .hasContent("1 2 3");
        assertThat(Path.of(fetched.adapters().get("entities")).resolve("adapter.json"))
                .hasContent("{}");
        assertThat(RemoteFiles.fetched(options)).isEqualTo(fetched);
    }

    @Test
    void aFileThatChangedIsFetchedAgain() throws Exception {
        BertOptions options = BertOptions.of(elsewhere("model"));
        BertOptions first = RemoteFiles.fetched(options);
        Path weights = folder.resolve("model").resolve("variables").resolve("weights");
        Files.writeString(weights, "1 2 3 4");

        BertOptions second = RemoteFiles.fetched(options);

        assertThat(second).isNotEqualTo(first);
        assertThat(Path.of(second.checkpoint()).resolve("variables").resolve("weights"))
                .hasContent("1 2 3 4");
    }

    @Test
    void whatNeedsNoFlinkStaysWhereItIs() {
        BertOptions options =
                BertOptions.of("maven:group:artifact:1")
                        .withAdapters(Map.of("entities", folder.resolve("adapter").toString()));

        assertThat(RemoteFiles.fetched(options)).isEqualTo(options);
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> RemoteFiles.fetched(BertOptions.of(elsewhere("nothing"))))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(elsewhere("nothing") + " cannot be read: ");
        assertThatThrownBy(() -> RemoteFiles.fetched(BertOptions.of("nowhere://bucket/model")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("nowhere://bucket/model cannot be read: ");
    }

    private String elsewhere(String name) {
        return "elsewhere://" + folder.resolve(name);
    }
}
