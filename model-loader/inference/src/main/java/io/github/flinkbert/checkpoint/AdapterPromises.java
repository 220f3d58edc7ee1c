package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an adapter's tensors are those that its settings name: no more, and no fewer. */
final class AdapterPromises {

    private static final Pattern LAYER = Pattern.compile(".*encoder\\.layer\\.(\\d+)\\..*");

    private static final String ANY_LAYER = "bert.encoder.layer.0.";
    private static final Pattern NUMBERED = Pattern.compile("(^|\\.)\\d+\\.");

    /** Linear layers of BERT, each of the encoder's once. */
    private static final List<String> LINEAR =
            List.of(
                    ANY_LAYER + "attention.self.query",
                    ANY_LAYER + "attention.self.key",
                    ANY_LAYER + "attention.self.value",
                    ANY_LAYER + "attention.output.dense",
                    ANY_LAYER + "intermediate.dense",
                    ANY_LAYER + "output.dense");

    private AdapterPromises() {}

    /** Whether a target names linear layers of BERT; PEFT passes over one that names nothing. */
    private static boolean isOfBert(String target) {
        String ofAnyLayer = NUMBERED.matcher(target).replaceAll("$10.");
        return LINEAR.stream().anyMatch(module -> AdapterConfig.names(ofAnyLayer, module));
    }

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
        config.ranks().requireUsed(pairs.keySet(), adapter);
        for (String target : config.targets()) {
            boolean present = pairs.keySet().stream().anyMatch(m -> AdapterConfig.names(target, m));
            if (!present && config.excluded().isEmpty() && isOfBert(target)) {
                throw new CheckpointException(
                        "%s names the module %s, but has no tensors for it"
                                .formatted(adapter, target));
            }
        }
        if (pairs.isEmpty() && !config.targets().isEmpty()) {
            throw new CheckpointException(
                    "%s: none of its target_modules %s is a module of BERT that it has tensors for"
                            .formatted(adapter, config.targets()));
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
