package io.github.flinkbert.cli.finetune;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.annotation.Internal;

/** The {@code config.json} of a result, to which facts about its head can be added. */
@Internal
public final class ResultConfig {

    private static final JsonMapper JSON = new JsonMapper();

    private ResultConfig() {}

    public static void add(Path folder, String field, String value) throws IOException {
        Path file = folder.resolve("config.json");
        ObjectNode config =
                Files.exists(file)
                        ? (ObjectNode) JSON.readTree(file.toFile())
                        : JSON.createObjectNode();
        config.put(field, value);
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), config);
    }
}
