package io.github.flinkbert.flink;

import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.option.JobConfigException;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether checkpoints have room for what a job with model updates keeps: the adapters' bytes lie in
 * its state, and a job manager's memory takes no operator's state of more than 5 MiB.
 */
final class StateStorage {

    private static final Logger LOG = LoggerFactory.getLogger(StateStorage.class);

    /** The short name of Flink's storage in a job manager's memory. */
    private static final String MEMORY = "jobmanager";

    private StateStorage() {}

    /**
     * @param model the job's own
     * @throws JobConfigException if no checkpoint could be completed
     */
    static void check(StreamExecutionEnvironment environment, ModelDefinition model) {
        ReadableConfig flink = environment.getConfiguration();
        String storage = flink.getOptional(CheckpointingOptions.CHECKPOINT_STORAGE).orElse("");
        boolean folder = flink.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isPresent();
        if (storage.isEmpty() ? folder : !isMemory(storage)) {
            return;
        }
        // A cluster that jobs are sent to may have a folder that is not known here.
        boolean certain = !storage.isEmpty() || environment instanceof LocalStreamEnvironment;
        long bytes = bytes(model);
        int most = JobManagerCheckpointStorage.DEFAULT_MAX_STATE_SIZE;
        String expected =
                "expected a folder in Flink's option %s"
                        .formatted(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key());
        if (certain && bytes >= most) {
            throw new JobConfigException(
                    List.of(
                            "updates-topic has the adapters' %d bytes lie in state, and checkpoints in"
                                            .formatted(bytes)
                                    + " the job manager's memory take at most "
                                    + most
                                    + ": none would be completed; "
                                    + expected));
        }
        LOG.warn(
                "updates-topic has the adapters' bytes lie in state. Checkpoints in the job"
                    + " manager's memory, which are Flink's default, take at most {} bytes, less"
                    + " than most adapters have: {}, here or on the cluster",
                most,
                expected);
    }

    /**
     * Has state compressed, unless the user says otherwise. Flink reads uncompressed state from a
     * file byte by byte, a system call each: an adapter takes a minute. What is compressed it reads
     * by blocks. State that was written before is read as it was written.
     */
    static void compress(StreamExecutionEnvironment environment) {
        if (environment
                .getConfiguration()
                .getOptional(ExecutionOptions.SNAPSHOT_COMPRESSION)
                .isEmpty()) {
            environment.getConfig().setUseSnapshotCompression(true);
        }
    }

    private static boolean isMemory(String storage) {
        return storage.equalsIgnoreCase(MEMORY)
                || storage.contains(JobManagerCheckpointStorage.class.getSimpleName());
    }

    private static long bytes(ModelDefinition model) {
        return model.adapters().values().stream()
                .map(PackedAdapter::files)
                .flatMap(files -> files.values().stream())
                .mapToLong(file -> file.length)
                .sum();
    }
}
