package io.github.flinkbert.flink;

import io.github.flinkbert.flink.config.ExecutionOptions.PlacementConfig;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Puts operators where the accelerators are: in a slot sharing group of its own, each of whose
 * slots has one. Such slots exclude Flink's autoscaler and SQL, so a job without accelerators, or
 * one whose task managers all have them, leaves its slots alike.
 */
final class OperatorPlacement {

    static final String GROUP = "inference";

    /** Flink's own name of the group that everything is in unless it says otherwise. */
    private static final String DEFAULT = "default";

    /** A slot that names one resource must name all; what waits there is small. */
    private static final double CORES = 1;

    private static final int HEAP_MEBIBYTES = 256;

    private OperatorPlacement() {}

    static <T> SingleOutputStreamOperator<T> placed(
            SingleOutputStreamOperator<T> operator, PlacementConfig wanted) {
        wanted.resource()
                .ifPresent(
                        name ->
                                operator.slotSharingGroup(
                                        SlotSharingGroup.newBuilder(GROUP)
                                                .setCpuCores(CORES)
                                                .setTaskHeapMemoryMB(HEAP_MEBIBYTES)
                                                .setTaskOffHeapMemoryMB(wanted.offHeapMebibytes())
                                                .setExternalResource(name, 1.0)
                                                .build()));
        return operator;
    }

    /** What comes after goes back to where everything else is; it would follow its input. */
    static <T> SingleOutputStreamOperator<T> behind(
            SingleOutputStreamOperator<T> operator, PlacementConfig wanted) {
        return wanted.resource().isPresent() ? operator.slotSharingGroup(DEFAULT) : operator;
    }
}
