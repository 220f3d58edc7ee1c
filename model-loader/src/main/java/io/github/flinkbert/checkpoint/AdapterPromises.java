package io.github.flinkbert.checkpoint;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an adapter's tensors are those that its settings name: no more, and no fewer. */
final class AdapterPromises {

    private static final Pattern LAYER = Pattern.compile(".*encoder\\.layer\\.(\\d+)\\..*");

    private AdapterPromises() {}

    static void requireKept(AdapterConfig config, Map<String, LoraDelta> pairs, String adapter) {
        Set<Integer> found = new TreeSet<>();
        for (String module : pairs.keySet()) {
            if (!config.targets(module)) {
                throw new CheckpointException(
                        "%s has tensors for %s, which its target_modules do not name"
                                .formatted(adapter, module));
            }
            Matcher layer = LAYER.matcher(module);
            if (layer.matches()) {
                found.add(Integer.parseInt(layer.group(1)));
            }
        }
        for (String target : config.targets()) {
            if (pairs.keySet().stream().noneMatch(m -> AdapterConfig.names(target, m))) {
                throw new CheckpointException(
                        "%s names the module %s, but has no tensors for it"
                                .formatted(adapter, target));
            }
        }
        if (config.layers().isEmpty()) {
            return;
        }
        for (int layer : config.layers()) {
            if (!found.contains(layer)) {
                throw new CheckpointException(
                        "%s names layer %d in layers_to_transform, but has tensors for layers %s"
                                .formatted(adapter, layer, found));
            }
        }
        found.removeAll(config.layers());
        if (!found.isEmpty()) {
            throw new CheckpointException(
                    "%s has tensors for layers %s, but its layers_to_transform are %s"
                            .formatted(adapter, found, config.layers()));
        }
    }
}
