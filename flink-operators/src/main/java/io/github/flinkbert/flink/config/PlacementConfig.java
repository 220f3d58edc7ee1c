package io.github.flinkbert.flink.config;

import java.util.Optional;

/**
 * Where the model is asked.
 *
 * @param resource of Flink's external resources, one a slot; empty for slots like all others
 * @param offHeapMebibytes native memory of a slot that has such a resource
 */
public record PlacementConfig(Optional<String> resource, int offHeapMebibytes) {

    /** In slots like all others. */
    public static final PlacementConfig ANYWHERE = new PlacementConfig(Optional.empty(), 0);

    static PlacementConfig from(Settings settings) {
        return new PlacementConfig(
                settings.find(PlacementOptions.INFERENCE_RESOURCE),
                settings.get(PlacementOptions.INFERENCE_OFF_HEAP));
    }
}
