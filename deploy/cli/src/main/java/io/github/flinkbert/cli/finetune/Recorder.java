package io.github.flinkbert.cli.finetune;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingPlan;
import io.github.flinkbert.training.TrainingReport;
import io.github.flinkbert.training.TrainingStep;
import io.github.flinkbert.training.setting.EpochScores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what happens into the result's folder: a line of {@code training.jsonl} for each thing,
 * and {@code curves.svg} anew every so often. For one thread.
 */
final class Recorder implements TrainingListener, AutoCloseable {

    static final String LOG = "training.jsonl";
    static final String PICTURE = "curves.svg";

    private static final Logger LOGGER = LoggerFactory.getLogger(Recorder.class);
    private static final long NANOS_BETWEEN_PICTURES = Duration.ofMinutes(1).toNanos();

    private final Path folder;
    private final String about;
    private @Nullable TrainingLog log;
    private long lastPicture = System.nanoTime();
    private volatile int steps;

    /**
     * @param about what the picture shows
     */
    Recorder(Path folder, String about) {
        this.folder = folder;
        this.about = about;
    }

    @Override
    public void started(TrainingPlan plan) {
        try {
            Files.createDirectories(folder);
            log = TrainingLog.open(folder.resolve(LOG), plan.resumedAt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        steps = plan.resumedAt();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("time", Instant.now().toString());
        facts.put("objective", plan.objective());
        facts.put("checkpoint", plan.checkpoint());
        facts.put("examples", plan.examples());
        facts.put("tokens_per_epoch", plan.tokensPerEpoch());
        facts.put("epochs", plan.epochs());
        facts.put("steps", plan.steps());
        facts.put("resumed_at", plan.resumedAt());
        facts.put("trained_parameters", plan.trainedParameters());
        facts.put("precision", plan.format());
        log().add(TrainingLog.STARTED, facts);
    }

    private TrainingLog log() {
        return requireNonNull(log, "a training tells of its start first");
    }

    @Override
    public void estimated(int toCome, double seconds) {
        log().add(TrainingLog.ESTIMATED, Map.of("steps", toCome, "seconds", seconds));
    }

    @Override
    public void stepped(TrainingStep step) {
        steps = step.step();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(TrainingLog.STEP, step.step());
        facts.put("epoch", step.epoch());
        facts.put(TrainingLog.LOSS, step.loss());
        facts.putAll(step.losses());
        facts.put(TrainingLog.LEARNING_RATE, step.learningRate());
        facts.put("tokens_per_second", Math.round(step.tokensPerSecond()));
        log().add(TrainingLog.STEPPED, facts);
        if (System.nanoTime() - lastPicture >= NANOS_BETWEEN_PICTURES) {
            draw();
        }
    }

    @Override
    public void evaluated(EpochScores scores) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(TrainingLog.STEP, scores.step());
        facts.put("epoch", scores.epoch());
        facts.put(TrainingLog.SCORES, scores.scores());
        facts.put(TrainingLog.BEST, scores.best());
        log().add(TrainingLog.EVALUATED, facts);
        draw();
    }

    @Override
    public void finished(TrainingReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("time", Instant.now().toString());
        facts.put("steps", report.steps());
        facts.put("best_epoch", report.bestEpoch());
        facts.put(TrainingLog.LOSS, report.loss());
        facts.put("tokens", report.tokens());
        facts.put("seconds", report.seconds());
        log().add(TrainingLog.FINISHED, facts);
        draw();
    }

    /** Steps done until now; to be asked from any thread. */
    int steps() {
        return steps;
    }

    private void draw() {
        try {
            History.read(folder.resolve(LOG)).draw(folder.resolve(PICTURE), about);
        } catch (IOException e) {
            // No picture is worth a training; the log has all that it shows.
            LOGGER.warn("The curves cannot be drawn: {}", e.getMessage());
        }
        lastPicture = System.nanoTime();
    }

    @Override
    public void close() {
        if (log != null) {
            try {
                log.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
