package io.github.flinkbert.testbed.cluster;

import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * What a local cluster is made of.
 *
 * @param taskManagers processes that work
 * @param slots of each
 * @param heapMebibytes of a task manager, for tasks
 * @param offHeapMebibytes of a task manager, for TensorFlow; nothing enforces it, for native memory
 *     is the system's, but Flink's own reckoning includes it
 * @param highAvailability whether a ZooKeeper remembers jobs when the job manager is lost
 * @param flink more of Flink's configuration; wins over everything else
 */
@Internal
public record ClusterPlan(
        int taskManagers,
        int slots,
        int heapMebibytes,
        int offHeapMebibytes,
        boolean highAvailability,
        Map<String, String> flink) {

    public ClusterPlan {
        requirePositive("task managers", taskManagers);
        requirePositive("slots", slots);
        requirePositive("MiB of heap", heapMebibytes);
        requirePositive("MiB off heap", offHeapMebibytes);
        flink = Map.copyOf(flink);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 of " + what + ", found " + value);
        }
    }
}
