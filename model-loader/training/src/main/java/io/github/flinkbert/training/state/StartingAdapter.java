package io.github.flinkbert.training.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.tensor.SafetensorsFile;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.tensor.TensorStream;
import io.github.flinkbert.training.graph.State;
import io.github.flinkbert.training.objective.TrainedHead;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TuningMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * An adapter that was trained before, whose values another training begins with. It must change
 * what that training changes, in the same way: else its numbers would mean something else there.
 * But that training may change lower layers besides, which then begin as without an adapter.
 *
 * @param folder that holds its files
 */
@Internal
public record StartingAdapter(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Settings of PEFT that say what the numbers mean. */
    private static final List<String> DECISIVE =
            List.of(
                    "peft_type",
                    "r",
                    "lora_alpha",
                    "target_modules",
                    "modules_to_save",
                    "use_rslora",
                    "bias",
                    "revision");

    private static final String LAYERS = "layers_to_transform";

    /** The layer in a tensor's name. */
    private static final Pattern LAYER = Pattern.compile("\\.layer\\.(\\d+)\\.");

    /** SHA-256 of its tensors, in lower-case hexadecimal. */
    public String digest() {
        return new FileDigests(CacheFolder.standard()).of(folder.resolve(AdapterLayout.TENSORS));
    }

    /**
     * Sets each parameter to the adapter's.
     *
     * @param writer of the training that begins
     * @throws TrainingException if the adapter has other settings, labels or tensors
     */
    public void into(
            State state, AdapterWriter writer, Optional<TrainedHead> head, TuningMethod tuning) {
        if (tuning instanceof TuningMethod.Full) {
            throw new TrainingException(
                    "a training of the whole model begins with a checkpoint, found the adapter "
                            + folder);
        }
        Set<String> changed = requireSame(JSON.valueToTree(writer.config(tuning, head)));
        requireLabels(head.map(TrainedHead::labels).orElse(List.of()));
        Map<String, StoredTensor> tensors =
                SafetensorsFile.open(folder.resolve(AdapterLayout.TENSORS));
        Set<String> unread = new TreeSet<>(tensors.keySet());
        state.shapes()
                .forEach(
                        (name, shape) -> {
                            AdapterLayout.Stored stored = AdapterLayout.stored(name, shape, head);
                            Matcher layer = LAYER.matcher(stored.name());
                            if (layer.find() && !changed.contains(layer.group(1))) {
                                return;
                            }
                            state.setValue(name, values(tensors, stored));
                            unread.remove(stored.name());
                        });
        if (!unread.isEmpty()) {
            throw new TrainingException(
                    "the adapter %s has %s, which this training does not train"
                            .formatted(folder, unread.iterator().next()));
        }
    }

    /**
     * @return the layers that the adapter changes
     */
    private Set<String> requireSame(JsonNode ours) {
        JsonNode theirs = json(AdapterLayout.CONFIG);
        for (String setting : DECISIVE) {
            require(isSame(theirs.path(setting), ours.path(setting)), setting, theirs, ours);
        }
        Set<String> changed = Set.copyOf(texts(theirs.path(LAYERS)));
        boolean within =
                theirs.path(LAYERS).getNodeType() == ours.path(LAYERS).getNodeType()
                        && texts(ours.path(LAYERS)).containsAll(changed);
        require(within, LAYERS, theirs, ours);
        return changed;
    }

    private void require(boolean fits, String setting, JsonNode theirs, JsonNode ours) {
        if (!fits) {
            throw new TrainingException(
                    "the adapter %s has %s %s, this training %s; a training begins with an adapter of the same settings on the same checkpoint"
                            .formatted(
                                    folder,
                                    setting,
                                    word(theirs.path(setting)),
                                    word(ours.path(setting))));
        }
    }

    /** Lists have no order, and a number may be written as 32 or 32.0. */
    private static boolean isSame(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.asDouble() == b.asDouble();
        }
        if (a.isArray() && b.isArray()) {
            return Set.copyOf(texts(a)).equals(Set.copyOf(texts(b)));
        }
        return word(a).equals(word(b));
    }

    private static String word(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "none" : value.toString();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private void requireLabels(List<String> labels) {
        List<String> theirs = labels.isEmpty() ? labels : texts(json(LabelFile.NAME));
        if (!theirs.equals(labels)) {
            throw new TrainingException(
                    "the adapter %s has the labels %s, the data of this training %s"
                            .formatted(folder, theirs, labels));
        }
    }

    private JsonNode json(String file) {
        try {
            return JSON.readTree(folder.resolve(file).toFile());
        } catch (IOException e) {
            throw new TrainingException(
                    "%s of the adapter %s cannot be read: %s"
                            .formatted(file, folder, e.getMessage()),
                    e);
        }
    }

    private float[] values(Map<String, StoredTensor> tensors, AdapterLayout.Stored stored) {
        StoredTensor tensor = tensors.get(stored.name());
        Shape found = tensor == null ? null : tensor.shape();
        if (tensor == null || !stored.shape().equals(found)) {
            throw new TrainingException(
                    "the adapter %s must have %s with the shape %s, found %s"
                            .formatted(
                                    folder,
                                    stored.name(),
                                    stored.shape(),
                                    found == null ? "none" : found));
        }
        float[] values = new float[Math.toIntExact(tensor.size())];
        FloatDataBuffer into = DataBuffers.of(values, false, false);
        if (stored.transposed()) {
            TensorStream.readTransposed(tensor, into);
        } else {
            TensorStream.read(tensor, into);
        }
        return values;
    }
}
