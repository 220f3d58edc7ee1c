package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.option.JobConfigException;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class StateStorageTest {

    private static final int SHIPPED = 5_346_372;

    private final Configuration flink = new Configuration();

    @Test
    void adaptersThatCheckpointsInMemoryCannotTakeAreRefused() {
        assertThatThrownBy(() -> StateStorage.check(environment(), model(SHIPPED)))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining("the adapters' 5346372 bytes lie in state")
                .hasMessageContaining("at most 5242880")
                .hasMessageContaining("expected a folder in Flink's option execution.checkpoint");
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///checkpoints");
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
        assertThatThrownBy(() -> StateStorage.check(environment(), model(SHIPPED)))
                .isInstanceOf(JobConfigException.class);
    }

    @Test
    void smallOnesAndAFolderAreFine() {
        assertThatCode(() -> StateStorage.check(environment(), model(10_000)))
                .doesNotThrowAnyException();
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///checkpoints");
        assertThatCode(() -> StateStorage.check(environment(), model(SHIPPED)))
                .doesNotThrowAnyException();
    }

    @Test
    void stateIsCompressedUnlessTheUserSaysOtherwise() {
        StreamExecutionEnvironment environment = environment();
        StateStorage.compress(environment);
        assertThat(environment.getConfig().isUseSnapshotCompression()).isTrue();

        flink.set(ExecutionOptions.SNAPSHOT_COMPRESSION, false);
        StreamExecutionEnvironment told = environment();
        StateStorage.compress(told);
        assertThat(told.getConfig().isUseSnapshotCompression()).isFalse();
    }

    private StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    }

    private static ModelDefinition model(int bytes) {
        return new ModelDefinition(
                BertOptions.of("http://models/bert.zip"),
                "",
                Map.of(
                        "entities",
                        new PackedAdapter(
                                "entities", "digest", Map.of("weights", new byte[bytes]))));
    }
}
