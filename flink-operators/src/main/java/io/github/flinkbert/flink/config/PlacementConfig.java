package io.github.flinkbert.flink.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the model is asked.
 *
 * @param parallelism subtasks that ask, empty for those of the whole job
 * @param resource of Flink's external resources, one a slot; empty for slots like all others
 * @param offHeapMebibytes native memory of a slot that has such a resource
 */
public record PlacementConfig(
        OptionalInt parallelism, Optional<String> resource, int offHeapMebibytes) {

    static PlacementConfig from(Settings settings) {
        return new PlacementConfig(
                settings.find(PlacementOptions.INFERENCE_PARALLELISM)
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty),
                settings.find(PlacementOptions.INFERENCE_RESOURCE),
                settings.get(PlacementOptions.INFERENCE_OFF_HEAP));
    }
}
