package io.github.flinkbert.training.state;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.tensor.SafetensorsWriter;
import io.github.flinkbert.training.objective.SavedModule;
import io.github.flinkbert.training.objective.TrainedHead;
import io.github.flinkbert.training.setting.TuningMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;

/**
 * Writes what was trained as Hugging Face's PEFT writes a LoRA adapter: {@code
 * adapter_config.json}, {@code adapter_model.safetensors}, and {@code id2label.json} for a head
 * whose outputs have labels.
 *
 * <p>Source: PEFT's {@code LoraConfig} and {@code get_peft_model_state_dict}.
 */
@Internal
public final class AdapterWriter {

    private final String base;
    private final String fingerprint;
    private final int layers;

    /**
     * @param base where the base checkpoint can be had
     * @param fingerprint of its weights
     * @param layers of its encoder
     */
    public AdapterWriter(String base, String fingerprint, int layers) {
        this.base = base;
        this.fingerprint = fingerprint;
        this.layers = layers;
    }

    /**
     * @param head that was trained, with what of the release is trained with it
     * @param shapes of the trained parameters
     * @param values of each, row-major
     */
    public void write(
            Path folder,
            Optional<TrainedHead> head,
            TuningMethod tuning,
            Map<String, Shape> shapes,
            Map<String, float[]> values)
            throws IOException {
        Files.createDirectories(folder);
        Map<String, Shape> named = new LinkedHashMap<>();
        Map<String, float[]> numbers = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    AdapterLayout.Stored stored = AdapterLayout.stored(name, shape, head);
                    named.put(stored.name(), stored.shape());
                    float[] given = requireNonNull(values.get(name), name);
                    numbers.put(
                            stored.name(), stored.transposed() ? transposed(shape, given) : given);
                });
        JsonMapper json = new JsonMapper();
        Files.writeString(
                folder.resolve(AdapterLayout.CONFIG),
                json.writerWithDefaultPrettyPrinter().writeValueAsString(config(tuning, head))
                        + "\n");
        if (head.isPresent()) {
            LabelFile.write(folder, head.get());
        }
        SafetensorsWriter.write(
                folder.resolve(AdapterLayout.TENSORS),
                new ComputedWeights(named, name -> requireNonNull(numbers.get(name), name)));
    }

    private static float[] transposed(Shape shape, float[] values) {
        int rows = (int) shape.get(0);
        int columns = (int) shape.get(1);
        float[] transposed = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = values[row * columns + column];
            }
        }
        return transposed;
    }

    private static List<String> moduleNames(TrainedHead head) {
        return head.modules().stream().map(SavedModule::module).toList();
    }

    /** What {@code adapter_config.json} says. */
    Map<String, Object> config(TuningMethod tuning, Optional<TrainedHead> head) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("peft_type", "LORA");
        config.put("task_type", head.map(TrainedHead::taskType).orElse(null));
        config.put("base_model_name_or_path", base);
        config.put("revision", fingerprint);
        config.put("inference_mode", true);
        config.put("bias", "none");
        config.put("fan_in_fan_out", false);
        config.put("lora_dropout", 0.0);
        config.put("use_rslora", false);
        config.put("modules_to_save", head.map(AdapterWriter::moduleNames).orElse(null));
        if (tuning instanceof TuningMethod.Lora lora) {
            config.put("r", lora.rank());
            config.put("lora_alpha", lora.alpha());
            config.put(
                    "target_modules",
                    Arrays.stream(TuningMethod.Target.values())
                            .filter(lora.targets()::contains)
                            .map(TuningMethod.Target::module)
                            .toList());
            config.put(
                    "layers_to_transform",
                    IntStream.range(tuning.fromLayer(layers), layers).boxed().toList());
            config.put("layers_pattern", "layer");
        } else {
            config.put("r", 1);
            config.put("lora_alpha", 1);
            config.put("target_modules", List.of());
        }
        return config;
    }
}
