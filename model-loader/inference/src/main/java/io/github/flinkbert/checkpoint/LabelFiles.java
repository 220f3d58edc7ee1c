package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The labels of a head, from the file that says them: {@code id2label} or {@code label2id} in
 * {@code config.json} (Hugging Face), {@code id2label.json}, {@code label2id.json}, or one label a
 * line in {@code labels.txt}, {@code label_list.txt} or {@code label.txt}. Where there is none,
 * they are called {@code LABEL_0} and so on, as Hugging Face calls them.
 */
final class LabelFiles {

    private static final List<String> LISTS = List.of("labels.txt", "label_list.txt", "label.txt");
    private static final String BY_ID = "id2label";
    private static final String BY_LABEL = "label2id";
    private static final String CONFIG = "config.json";

    /** The files in which labels may be. */
    static final List<String> FILES =
            Stream.concat(Stream.of(CONFIG, BY_ID + ".json", BY_LABEL + ".json"), LISTS.stream())
                    .toList();

    private LabelFiles() {}

    /**
     * @param count outputs of the head
     */
    static List<String> read(Path folder, int count) {
        Path config = folder.resolve(CONFIG);
        if (Files.isRegularFile(config)) {
            JsonNode json = Json.read(config);
            if (json.path(BY_ID).isObject()) {
                return byId(json.path(BY_ID), count, config);
            }
            if (json.path(BY_LABEL).isObject()) {
                return byLabel(json.path(BY_LABEL), count, config);
            }
        }
        Path byId = folder.resolve(BY_ID + ".json");
        if (Files.isRegularFile(byId)) {
            return byId(Json.read(byId), count, byId);
        }
        Path byLabel = folder.resolve(BY_LABEL + ".json");
        if (Files.isRegularFile(byLabel)) {
            return byLabel(Json.read(byLabel), count, byLabel);
        }
        for (String name : LISTS) {
            Path list = folder.resolve(name);
            if (Files.isRegularFile(list)) {
                return lines(list, count);
            }
        }
        return IntStream.range(0, count).mapToObj(i -> "LABEL_" + i).toList();
    }

    private static List<String> byId(JsonNode json, int count, Path file) {
        String[] labels = new String[count];
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            put(labels, entry.getKey(), entry.getValue().asText(), file);
        }
        return complete(labels, file);
    }

    private static List<String> byLabel(JsonNode json, int count, Path file) {
        String[] labels = new String[count];
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            put(labels, entry.getValue().asText(), entry.getKey(), file);
        }
        return complete(labels, file);
    }

    private static void put(String[] labels, String id, String label, Path file) {
        int index = id.matches("\\d{1,9}") ? Integer.parseInt(id) : -1;
        if (index < 0 || index >= labels.length) {
            throw new CheckpointException(
                    "%s gives label %s the id %s, but the head's outputs are 0 to %d"
                            .formatted(file, label, id, labels.length - 1));
        }
        labels[index] = label;
    }

    private static List<String> complete(String[] labels, Path file) {
        for (int id = 0; id < labels.length; id++) {
            if (labels[id] == null) {
                throw new CheckpointException(
                        "%s names no label for output %d of the head's %d"
                                .formatted(file, id, labels.length));
            }
        }
        return Arrays.asList(labels);
    }

    private static List<String> lines(Path file, int count) {
        try {
            List<String> labels =
                    Files.readAllLines(file).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
            if (labels.size() != count) {
                throw new CheckpointException(
                        "%s has %d labels, but the head has %d outputs"
                                .formatted(file, labels.size(), count));
            }
            return labels;
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
