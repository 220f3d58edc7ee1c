package io.github.flinkbert;

import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.failure.CheckpointException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The checkpoint that adapters were trained on, as they name it themselves. */
final class AdapterBase {

    private AdapterBase() {}

    /**
     * The one that all of them stand on.
     *
     * @param adapters name to folder or to the name of one that ships, at least one
     * @throws CheckpointException if one cannot be read, or they do not all name the same
     */
    static String of(Map<String, String> adapters) {
        Map<String, String> bases = new TreeMap<>();
        adapters.forEach((name, folder) -> bases.put(name, of(name, folder)));
        if (Set.copyOf(bases.values()).size() != 1) {
            throw new CheckpointException(
                    "adapters stand on one checkpoint, but these were trained on %s"
                            .formatted(bases));
        }
        return bases.values().iterator().next();
    }

    private static String of(String name, String folder) {
        return Adapter.open(folder)
                .baseCheckpoint()
                .orElseThrow(
                        () ->
                                new CheckpointException(
                                        ("the adapter %s does not name the checkpoint that it was"
                                                        + " trained on; expected it to be given")
                                                .formatted(name)));
    }
}
