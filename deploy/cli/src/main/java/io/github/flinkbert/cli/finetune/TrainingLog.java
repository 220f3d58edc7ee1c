package io.github.flinkbert.cli.finetune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A training's log: a line of JSON for each thing that happened, in its order. Each line has an
 * {@code event}, and those of steps and evaluations the number of steps that were done. Written
 * through at every line, so that a killed training has told all that it did. For one thread.
 */
final class TrainingLog implements AutoCloseable {

    static final String EVENT = "event";
    static final String STARTED = "started";
    static final String ESTIMATED = "estimate";
    static final String STEPPED = "step";
    static final String EVALUATED = "evaluation";
    static final String FINISHED = "finished";
    static final String STEP = "step";
    static final String LOSS = "loss";
    static final String LEARNING_RATE = "learning_rate";
    static final String SCORES = "scores";
    static final String BEST = "best";

    private static final JsonMapper JSON = new JsonMapper();

    private final Writer out;

    private TrainingLog(Writer out) {
        this.out = out;
    }

    /**
     * Opens a log to go on after so many steps. What it tells of later ones is forgotten: they were
     * done, but not kept, and will be done again. With 0 steps it begins anew.
     */
    static TrainingLog open(Path file, long steps) throws IOException {
        List<String> kept = steps > 0 && Files.exists(file) ? upTo(file, steps) : List.of();
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.write(whole, kept);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        return new TrainingLog(
                Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
    }

    private static List<String> upTo(Path file, long steps) throws IOException {
        List<String> kept = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                JsonNode told = JSON.readTree(line);
                boolean over = told.path(EVENT).asText().equals(FINISHED);
                if (!over && told.path(STEP).asLong(0) <= steps) {
                    kept.add(line);
                }
            } catch (JsonProcessingException e) {
                // The line that was being written when the process was killed.
            }
        }
        return kept;
    }

    /**
     * Adds a line.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    void add(String event, Map<String, ?> facts) {
        ObjectNode line = JSON.createObjectNode().put(EVENT, event);
        facts.forEach((name, value) -> line.set(name, JSON.valueToTree(value)));
        try {
            out.write(line + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
