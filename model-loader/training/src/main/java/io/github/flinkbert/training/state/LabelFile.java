package io.github.flinkbert.training.state;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.training.objective.TrainedHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code id2label.json}: what the outputs of a head are called. */
final class LabelFile {

    static final String NAME = "id2label.json";

    private LabelFile() {}

    /** Writes the file, if the head's outputs have labels. */
    static void write(Path folder, TrainedHead head) throws IOException {
        List<String> labels = head.labels();
        if (!labels.isEmpty()) {
            Map<String, String> byId = new LinkedHashMap<>();
            for (int id = 0; id < labels.size(); id++) {
                byId.put(String.valueOf(id), labels.get(id));
            }
            Files.writeString(
                    folder.resolve(NAME),
                    new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(byId)
                            + "\n");
        }
    }
}
