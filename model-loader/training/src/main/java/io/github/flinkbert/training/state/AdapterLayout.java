package io.github.flinkbert.training.state;

import io.github.flinkbert.training.objective.SavedModule;
import io.github.flinkbert.training.objective.TrainedHead;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** Where PEFT's files have what is trained. */
final class AdapterLayout {

    static final String CONFIG = "adapter_config.json";
    static final String TENSORS = "adapter_model.safetensors";

    private static final String PREFIX = "base_model.model.";

    private AdapterLayout() {}

    /**
     * A tensor of the file.
     *
     * @param transposed whether it lies there the other way round
     */
    record Stored(String name, Shape shape, boolean transposed) {}

    /**
     * @param parameter its name in the training
     * @param shape its shape in the training
     */
    static Stored stored(String parameter, Shape shape, Optional<TrainedHead> head) {
        for (SavedModule module : head.map(TrainedHead::modules).orElse(List.of())) {
            if (parameter.equals(module.kernel())) {
                boolean transposed = module.layout() == SavedModule.Layout.INPUTS_FIRST;
                return new Stored(
                        PREFIX + module.module() + ".weight",
                        transposed ? Shape.of(shape.get(1), shape.get(0)) : shape,
                        transposed);
            }
            if (parameter.equals(module.bias())) {
                return new Stored(PREFIX + module.module() + ".bias", shape, false);
            }
        }
        return new Stored(
                PREFIX + parameter.replace("/layer_", "/layer.").replace('/', '.') + ".weight",
                shape,
                false);
    }
}
