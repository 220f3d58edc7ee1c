package io.github.flinkbert.training.labels;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.checkpoint.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.annotation.Experimental;

/** What the head's outputs mean, in a result's {@code config.json}, as Hugging Face has it. */
@Experimental
public final class LabelConfig {

    static final String ARCHITECTURE = "BertForSequenceClassification";

    private static final JsonMapper JSON = new JsonMapper();

    private LabelConfig() {}

    /**
     * Adds {@code architectures}, {@code problem_type}, {@code id2label} and {@code label2id}, and
     * the threshold, if there is one.
     *
     * @param threshold probability from which a text has a label
     */
    public static void add(
            Path folder, ProblemType problem, List<String> labels, OptionalDouble threshold)
            throws IOException {
        Path file = folder.resolve("config.json");
        ObjectNode config =
                Files.exists(file)
                        ? (ObjectNode) JSON.readTree(file.toFile())
                        : JSON.createObjectNode();
        config.putArray("architectures").add(ARCHITECTURE);
        config.put("problem_type", word(problem));
        ObjectNode byId = config.putObject("id2label");
        ObjectNode byLabel = config.putObject("label2id");
        for (int id = 0; id < labels.size(); id++) {
            byId.put(String.valueOf(id), labels.get(id));
            byLabel.put(labels.get(id), id);
        }
        threshold.ifPresent(probability -> config.put("threshold", probability));
        Files.writeString(
                file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
    }

    /** Hugging Face's word for it. */
    static String word(ProblemType problem) {
        return switch (problem) {
            case SINGLE_LABEL -> "single_label_classification";
            case MULTI_LABEL -> "multi_label_classification";
            case REGRESSION -> "regression";
            case AS_TRAINED ->
                    throw new IllegalArgumentException("what is learnt must be said, found none");
        };
    }
}
