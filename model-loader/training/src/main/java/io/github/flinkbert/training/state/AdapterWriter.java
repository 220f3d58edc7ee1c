package io.github.flinkbert.training.state;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.tensor.SafetensorsWriter;
import io.github.flinkbert.training.graph.HeadNames;
import io.github.flinkbert.training.objective.Objective;
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
import org.tensorflow.ndarray.Shape;

/**
 * Writes what was trained as Hugging Face's PEFT writes a LoRA adapter: {@code
 * adapter_config.json}, {@code adapter_model.safetensors}, and {@code id2label.json} for a head
 * that labels tokens.
 *
 * <p>Source: PEFT's {@code LoraConfig} and {@code get_peft_model_state_dict}.
 */
public final class AdapterWriter {

    private static final String PREFIX = "base_model.model.";

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
     * @param shapes of the trained parameters
     * @param values of each, row-major
     */
    public void write(
            Path folder,
            Objective<?> objective,
            TuningMethod depth,
            Map<String, Shape> shapes,
            Map<String, float[]> values)
            throws IOException {
        Files.createDirectories(folder);
        Optional<HeadNames> head = HeadNames.of(objective);
        Map<String, Shape> named = new LinkedHashMap<>();
        Map<String, float[]> numbers = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    String peft = PREFIX + peft(name, head);
                    named.put(peft, shape);
                    numbers.put(peft, values.get(name));
                });
        JsonMapper json = new JsonMapper();
        Files.writeString(
                folder.resolve("adapter_config.json"),
                json.writerWithDefaultPrettyPrinter().writeValueAsString(config(depth, head))
                        + "\n");
        LabelFile.write(folder, objective);
        SafetensorsWriter.write(
                folder.resolve("adapter_model.safetensors"),
                new ComputedWeights(named, numbers::get));
    }

    private static String peft(String name, Optional<HeadNames> head) {
        if (head.isPresent() && name.equals(head.get().kernel())) {
            return head.get().module() + ".weight";
        }
        if (head.isPresent() && name.equals(head.get().bias())) {
            return head.get().module() + ".bias";
        }
        return name.replace("/layer_", "/layer.").replace('/', '.') + ".weight";
    }

    private Map<String, Object> config(TuningMethod depth, Optional<HeadNames> head) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("peft_type", "LORA");
        config.put("task_type", head.map(HeadNames::task).orElse(null));
        config.put("base_model_name_or_path", base);
        config.put("revision", fingerprint);
        config.put("inference_mode", true);
        config.put("bias", "none");
        config.put("fan_in_fan_out", false);
        config.put("lora_dropout", 0.0);
        config.put("use_rslora", false);
        config.put("modules_to_save", head.map(one -> List.of(one.module())).orElse(null));
        if (depth instanceof TuningMethod.Lora lora) {
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
                    IntStream.range(depth.fromLayer(layers), layers).boxed().toList());
            config.put("layers_pattern", "layer");
        } else {
            config.put("r", 1);
            config.put("lora_alpha", 1);
            config.put("target_modules", List.of());
        }
        return config;
    }
}
