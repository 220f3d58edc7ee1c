package io.github.flinkbert.cli.finetune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.cli.finetune.Curve.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a training's log tells: its steps and its evaluations, in order.
 *
 * @param steps optimizer steps
 * @param epochs evaluations
 */
record History(List<Step> steps, List<Epoch> epochs) {

    private static final JsonMapper JSON = new JsonMapper();

    History {
        steps = List.copyOf(steps);
        epochs = List.copyOf(epochs);
    }

    /** One optimizer step. */
    record Step(long step, double loss, double learningRate) {}

    /**
     * One evaluation.
     *
     * @param step steps that were done then
     * @param scores names and values in the order of the log
     * @param best whether it was the best until then
     */
    record Epoch(long step, Map<String, Double> scores, boolean best) {}

    static History read(Path log) throws IOException {
        List<Step> steps = new ArrayList<>();
        List<Epoch> epochs = new ArrayList<>();
        for (String text : Files.readAllLines(log)) {
            JsonNode line = JSON.readTree(text);
            long step = line.path(TrainingLog.STEP).asLong();
            switch (line.path(TrainingLog.EVENT).asText()) {
                case TrainingLog.STEPPED ->
                        steps.add(
                                new Step(
                                        step,
                                        line.path(TrainingLog.LOSS).asDouble(),
                                        line.path(TrainingLog.LEARNING_RATE).asDouble()));
                case TrainingLog.EVALUATED ->
                        epochs.add(
                                new Epoch(
                                        step,
                                        scores(line.path(TrainingLog.SCORES)),
                                        line.path(TrainingLog.BEST).asBoolean()));
                default -> {
                    // When it began and ended is no part of the curves.
                }
            }
        }
        return new History(steps, epochs);
    }

    private static Map<String, Double> scores(JsonNode scores) {
        Map<String, Double> found = new LinkedHashMap<>();
        scores.properties().forEach(e -> found.put(e.getKey(), e.getValue().asDouble()));
        return found;
    }

    /** Draws loss, learning rate and scores; nothing where nothing has happened yet. */
    void draw(Path file, String about) throws IOException {
        if (steps.isEmpty()) {
            return;
        }
        Curve loss = new Curve("", steps.stream().map(s -> new Point(s.step(), s.loss())).toList());
        Curve rate =
                new Curve(
                        "",
                        steps.stream().map(s -> new Point(s.step(), s.learningRate())).toList());
        List<Panel> panels = new ArrayList<>();
        panels.add(
                new Panel(
                        "Training loss",
                        Optional.of(loss),
                        List.of(loss.smoothed("mean")),
                        Optional.empty()));
        panels.add(new Panel("Learning rate", Optional.empty(), List.of(rate), Optional.empty()));
        scorePanel().ifPresent(panels::add);
        CurvesPicture.write(file, about, panels, (double) steps.get(steps.size() - 1).step());
    }

    private Optional<Panel> scorePanel() {
        if (epochs.isEmpty()) {
            return Optional.empty();
        }
        List<Curve> curves = new ArrayList<>();
        for (String name : epochs.get(0).scores().keySet()) {
            List<Point> points =
                    epochs.stream()
                            .filter(epoch -> epoch.scores().containsKey(name))
                            .map(epoch -> new Point(epoch.step(), epoch.scores().get(name)))
                            .toList();
            curves.add(new Curve(name, points));
        }
        Curve first = curves.get(0);
        Optional<Point> best = Optional.empty();
        for (int i = 0; i < epochs.size(); i++) {
            if (epochs.get(i).best() && i < first.points().size()) {
                best = Optional.of(first.points().get(i));
            }
        }
        return Optional.of(
                new Panel(
                        "Development scores, the kept one in a ring",
                        Optional.empty(),
                        curves.subList(0, Math.min(4, curves.size())),
                        best));
    }
}
