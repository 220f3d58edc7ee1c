package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.NumberFormat;
import io.github.flinkbert.tensor.StoredTensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tensors of a PEFT adapter, told apart: pairs of low-rank matrices by the module that they
 * change, and whole variables ("modules_to_save") by Google's name.
 *
 * @param pairs module, such as {@code bert.encoder.layer.11.attention.self.query}, to its change
 * @param whole variables that take the base's place or are new
 */
record AdapterTensors(Map<String, LoraDelta> pairs, Map<String, MappedWeights.Source> whole) {

    private static final String PREFIX = "base_model.model.";
    private static final Pattern LOW_RANK =
            Pattern.compile("(.+)\\.lora_([AB])(?:\\.[^.]+)?\\.weight");
    private static final Pattern SAVED = Pattern.compile("(.+)\\.modules_to_save\\.[^.]+\\.(.+)");

    static AdapterTensors of(
            Map<String, StoredTensor> tensors, AdapterConfig config, String adapter) {
        Map<String, StoredTensor> down = new TreeMap<>();
        Map<String, StoredTensor> up = new TreeMap<>();
        Map<String, MappedWeights.Source> whole = new TreeMap<>();
        tensors.forEach(
                (fullName, tensor) -> {
                    if (!fullName.startsWith(PREFIX) || tensor.format() == NumberFormat.OTHER) {
                        throw new CheckpointException(
                                "%s: the tensor %s of type %s is no part of a PEFT adapter of BERT"
                                        .formatted(adapter, fullName, tensor.format()));
                    }
                    String name = fullName.substring(PREFIX.length());
                    Matcher lowRank = LOW_RANK.matcher(name);
                    if (lowRank.matches()) {
                        boolean isDown = lowRank.group(2).equals("A");
                        (isDown ? down : up).put(lowRank.group(1), tensor);
                    } else {
                        putWhole(whole, name, tensor, adapter);
                    }
                });
        return new AdapterTensors(pairs(down, up, config, adapter), whole);
    }

    private static void putWhole(
            Map<String, MappedWeights.Source> whole,
            String name,
            StoredTensor tensor,
            String adapter) {
        Matcher saved = SAVED.matcher(name);
        String module = saved.matches() ? saved.group(1) + "." + saved.group(2) : name;
        HuggingFaceNames.Named named =
                HuggingFaceNames.google(module)
                        .orElseThrow(
                                () ->
                                        new CheckpointException(
                                                ("%s: the tensor %s names a module that BERT and"
                                                                + " its heads do not have")
                                                        .formatted(adapter, name)));
        if (whole.put(named.name(), HuggingFaceWeights.source(named, tensor)) != null) {
            throw new CheckpointException(
                    "%s holds %s twice, the second time as %s"
                            .formatted(adapter, named.name(), name));
        }
    }

    private static Map<String, LoraDelta> pairs(
            Map<String, StoredTensor> down,
            Map<String, StoredTensor> up,
            AdapterConfig config,
            String adapter) {
        Map<String, LoraDelta> pairs = new TreeMap<>();
        down.forEach(
                (module, a) -> {
                    StoredTensor b = up.remove(module);
                    if (b == null) {
                        throw new CheckpointException(
                                "%s: %s has a lora_A, but no lora_B".formatted(adapter, module));
                    }
                    requireRank(module, a, b, config.ranks().rank(module), adapter);
                    float scale = config.ranks().scale(module);
                    pairs.put(module, new LoraDelta(kernel(module, adapter), a, b, scale));
                });
        if (!up.isEmpty()) {
            throw new CheckpointException(
                    "%s: %s has a lora_B, but no lora_A"
                            .formatted(adapter, up.keySet().iterator().next()));
        }
        return pairs;
    }

    private static String kernel(String module, String adapter) {
        return HuggingFaceNames.google(module + ".weight")
                .filter(named -> named.layout() == MappedWeights.Layout.TRANSPOSED)
                .orElseThrow(
                        () ->
                                new CheckpointException(
                                        "%s: it changes %s, which is no linear layer of BERT"
                                                .formatted(adapter, module)))
                .name();
    }

    private static void requireRank(
            String module, StoredTensor a, StoredTensor b, int rank, String adapter) {
        boolean matrices = a.shape().numDimensions() == 2 && b.shape().numDimensions() == 2;
        if (!matrices || a.shape().get(0) != rank || b.shape().get(1) != rank) {
            throw new CheckpointException(
                    ("%s: lora_A and lora_B of %s have the shapes %s and %s, but rank %d expects"
                                    + " [%d, in] and [out, %d]")
                            .formatted(
                                    adapter,
                                    module,
                                    EncoderVariables.text(a.shape()),
                                    EncoderVariables.text(b.shape()),
                                    rank,
                                    rank,
                                    rank));
        }
    }
}
