package io.github.flinkbert.training.similarity;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.checkpoint.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * Says in an adapter's folder how its vectors are made, as sentence-transformers saves a model with
 * a PEFT adapter: {@code modules.json} and {@code 1_Pooling/config.json}.
 */
@Experimental
public final class VectorModules {

    private static final ObjectWriter JSON = new JsonMapper().writerWithDefaultPrettyPrinter();
    private static final String TYPES = "sentence_transformers.models.";
    private static final String POOLING = "1_Pooling";

    private VectorModules() {}

    /**
     * @param pooling {@code MEAN} or {@code CLS}; the vectors are scaled to length 1
     * @param hiddenSize of the encoder
     */
    public static void write(Path folder, Pooling pooling, int hiddenSize) throws IOException {
        List<Map<String, Object>> modules =
                List.of(
                        module(0, "", "Transformer"),
                        module(1, POOLING, "Pooling"),
                        module(2, "2_Normalize", "Normalize"));
        Files.writeString(folder.resolve("modules.json"), JSON.writeValueAsString(modules) + "\n");
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("word_embedding_dimension", hiddenSize);
        config.put("pooling_mode_cls_token", pooling == Pooling.CLS);
        config.put("pooling_mode_mean_tokens", pooling == Pooling.MEAN);
        config.put("pooling_mode_max_tokens", false);
        Path file = Files.createDirectories(folder.resolve(POOLING)).resolve("config.json");
        Files.writeString(file, JSON.writeValueAsString(config) + "\n");
    }

    private static Map<String, Object> module(int number, String path, String type) {
        Map<String, Object> module = new LinkedHashMap<>();
        module.put("idx", number);
        module.put("name", String.valueOf(number));
        module.put("path", path);
        module.put("type", TYPES + type);
        return module;
    }
}
