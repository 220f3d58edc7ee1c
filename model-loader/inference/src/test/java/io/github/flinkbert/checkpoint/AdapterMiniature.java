package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * A PEFT adapter of random weights over a miniature: low-rank changes of the queries' and the wide
 * layers' kernels from one layer on, and a head.
 *
 * @param location its folder
 * @param merged the base's weights with its changes and its head, multiplied out here in plain Java
 */
public record AdapterMiniature(Path location, ArrayWeights merged) {

    private static final int RANK = 3;
    private static final int ALPHA = 6;
    private static final String PEFT = "base_model.model.";

    /** What an adapter of miniature size is trained for. */
    public enum Task {
        TOKEN_CLS("TOKEN_CLS", "classifier", "output_"),
        QUESTION_ANS("QUESTION_ANS", "qa_outputs", "cls/squad/output_"),
        /** On the release's pooler. */
        SEQ_CLS("SEQ_CLS", "classifier", "output_"),
        /** On a pooler of its own. */
        SEQ_CLS_WITH_POOLER("SEQ_CLS", "classifier", "output_"),
        /** As PEFT saves a classifier of that name. */
        SEQ_CLS_SCORE("SEQ_CLS", "score", "output_");

        private final String type;
        private final String module;
        private final String google;

        Task(String type, String module, String google) {
            this.type = type;
            this.module = module;
            this.google = google;
        }
    }

    /**
     * @param baseLocation what it says that it was trained on
     * @param fromLayer the lowest layer that it changes; the number of layers for none
     */
    public static AdapterMiniature write(
            Path folder,
            MiniatureCheckpoint base,
            String baseLocation,
            Task task,
            int fromLayer,
            long seed)
            throws IOException {
        Random random = new Random(seed);
        BertConfig config = base.config();
        ArrayWeights tensors = new ArrayWeights(Map.of());
        ArrayWeights merged = base.weights();
        for (int layer = fromLayer; layer < config.layers(); layer++) {
            for (String module : new String[] {"attention.self.query", "intermediate.dense"}) {
                String kernel =
                        "bert/encoder/layer_%d/%s/kernel"
                                .formatted(layer, module.replace('.', '/'));
                Shape shape = base.weights().shape(kernel);
                long in = shape.get(0);
                long out = shape.get(1);
                float[] down = TrainedMiniature.random(random, RANK * in);
                float[] up = TrainedMiniature.random(random, out * RANK);
                String at = PEFT + "bert.encoder.layer." + layer + "." + module;
                tensors = tensors.with(at + ".lora_A.weight", Shape.of(RANK, in), down);
                tensors = tensors.with(at + ".lora_B.weight", Shape.of(out, RANK), up);
                merged = merged.with(kernel, shape, sum(base.values(kernel), down, up, (int) in));
            }
        }
        int outputs = task == Task.QUESTION_ANS ? 2 : TrainedMiniature.LABELS.size();
        float[] weight = TrainedMiniature.random(random, (long) outputs * config.hiddenSize());
        float[] bias = TrainedMiniature.random(random, outputs);
        Shape shape = Shape.of(outputs, config.hiddenSize());
        tensors =
                tensors.with(PEFT + task.module + ".weight", shape, weight)
                        .with(PEFT + task.module + ".bias", Shape.of(outputs), bias);
        merged =
                merged.with(task.google + "weights", shape, weight)
                        .with(task.google + "bias", Shape.of(outputs), bias);
        if (task == Task.SEQ_CLS_WITH_POOLER) {
            int hidden = config.hiddenSize();
            float[] pooler = TrainedMiniature.random(random, (long) hidden * hidden);
            float[] poolerBias = TrainedMiniature.random(random, hidden);
            Shape square = Shape.of(hidden, hidden);
            String at = PEFT + "bert.pooler.dense.";
            tensors =
                    tensors.with(at + "weight", square, pooler)
                            .with(at + "bias", Shape.of(hidden), poolerBias);
            merged =
                    merged.with(
                                    "bert/pooler/dense/kernel",
                                    square,
                                    HuggingFaceMiniature.transposed(pooler, hidden, hidden))
                            .with("bert/pooler/dense/bias", Shape.of(hidden), poolerBias);
        }
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("adapter_config.json"),
                settings(baseLocation, task, fromLayer, config.layers()));
        Files.write(folder.resolve("labels.txt"), TrainedMiniature.LABELS);
        SafetensorsWriter.write(folder.resolve("adapter_model.safetensors"), tensors);
        return new AdapterMiniature(folder, merged);
    }

    private static String settings(String base, Task task, int fromLayer, int layers) {
        boolean headOnly = fromLayer == layers;
        return """
        {"peft_type": "LORA", "task_type": "%s", "r": %d, "lora_alpha": %d, "bias": "none",
         "base_model_name_or_path": "%s", "target_modules": %s,
         "layers_to_transform": %s, "modules_to_save": ["%s"]}
        """
                .formatted(
                        task.type,
                        RANK,
                        ALPHA,
                        base,
                        headOnly ? "[]" : "[\"query\", \"intermediate.dense\"]",
                        headOnly
                                ? "null"
                                : IntStream.range(fromLayer, layers)
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining(", ", "[", "]")),
                        task.module);
    }

    /** {@code kernel + alpha / rank × transpose(up × down)}, [in, out]. */
    private static float[] sum(float[] kernel, float[] down, float[] up, int in) {
        int out = kernel.length / in;
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                double product = 0;
                for (int k = 0; k < RANK; k++) {
                    product += (double) up[o * RANK + k] * down[k * in + i];
                }
                kernel[i * out + o] += (float) (product * ALPHA / RANK);
            }
        }
        return kernel;
    }
}
