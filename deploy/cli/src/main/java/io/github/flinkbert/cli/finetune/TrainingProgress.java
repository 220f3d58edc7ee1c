package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingPlan;
import io.github.flinkbert.training.TrainingReport;
import io.github.flinkbert.training.TrainingStep;
import io.github.flinkbert.training.setting.EpochScores;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Shows people how a training goes: a bar where they watch, a line a minute where the output goes
 * into a file. For one thread.
 */
final class TrainingProgress implements TrainingListener, AutoCloseable {

    private static final long NANOS_BETWEEN_LINES = Duration.ofMinutes(1).toNanos();

    /** Below it, a model learns the texts rather than the task. */
    private static final int FEW_EXAMPLES = 100;

    /** Below it, the learning rate hardly rises before it falls. */
    private static final int FEW_STEPS = 50;

    private final PrintWriter err;
    private final boolean watched;
    private Optional<ProgressBar> bar = Optional.empty();
    private long lastLine = System.nanoTime();
    private boolean preparing;
    private long preparingSince;

    /**
     * @param watched whether standard error is a terminal
     */
    TrainingProgress(PrintWriter err, boolean watched) {
        this.err = err;
        this.watched = watched;
    }

    @Override
    public void started(TrainingPlan plan) {
        err.printf(
                Locale.ROOT,
                "%s: %,d of %d layers trained, %,d numbers; %,d examples of %,d tokens, epochs: %d,"
                        + " steps: %d.%n",
                plan.checkpoint(),
                plan.layers() - plan.fromLayer(),
                plan.layers(),
                plan.trainedParameters(),
                plan.examples(),
                plan.tokensPerEpoch(),
                plan.epochs(),
                plan.steps());
        if (plan.examples() < FEW_EXAMPLES) {
            err.printf(
                    "Warning: %d examples are few; expect scores that other texts do not reach.%n",
                    plan.examples());
        }
        if (plan.steps() < FEW_STEPS) {
            err.printf(
                    "Warning: %d steps are few; more --epochs, more data or fewer --batch-tokens"
                            + " make more of them.%n",
                    plan.steps());
        }
        if (plan.resumedAt() > 0) {
            err.printf("Going on after step %d.%n", plan.resumedAt());
        }
    }

    @Override
    public void prepared(long tokens, long ofTokens) {
        if (!preparing) {
            preparing = true;
            preparingSince = System.nanoTime();
            bar = bar("frozen layers", ofTokens);
        }
        double spent = (System.nanoTime() - preparingSince) / 1e9;
        String left = duration(spent * (ofTokens - tokens) / Math.max(1, tokens));
        if (bar.isPresent()) {
            bar.get().setExtraMessage(" " + left + " left");
            bar.get().stepTo(tokens);
        } else if (isTimeForALine()) {
            err.printf(
                    Locale.ROOT,
                    "Frozen layers: %,d of %,d tokens read, %s left.%n",
                    tokens,
                    ofTokens,
                    left);
        }
    }

    @Override
    public void estimated(int steps, double seconds) {
        endPreparing();
        err.printf(
                Locale.ROOT,
                "%,d steps will take about %s on this machine; scoring after each epoch comes to"
                        + " that.%n",
                steps,
                duration(seconds));
    }

    private void endPreparing() {
        if (preparing) {
            close();
            preparing = false;
        }
    }

    @Override
    public void stepped(TrainingStep step) {
        endPreparing();
        String told =
                String.format(
                        Locale.ROOT,
                        "loss %.3f, %,.0f tokens/s, %s left",
                        step.loss(),
                        step.tokensPerSecond(),
                        duration(step.secondsLeft()));
        if (watched) {
            if (bar.isEmpty()) {
                bar = bar("steps", step.steps());
            }
            ProgressBar shown = bar.orElseThrow();
            shown.setExtraMessage(
                    " epoch %d of %d, %s".formatted(step.epoch(), step.epochs(), told));
            shown.maxHint(step.steps());
            shown.stepTo(step.step());
        } else if (isTimeForALine()) {
            err.printf(
                    "Epoch %d of %d, step %d of %d: %s.%n",
                    step.epoch(), step.epochs(), step.step(), step.steps(), told);
        }
    }

    @Override
    public void evaluated(EpochScores scores) {
        close();
        err.printf(
                "After epoch %d: %s%s%n",
                scores.epoch(), text(scores.scores()), scores.best() ? ", the best so far" : "");
        lastLine = System.nanoTime();
    }

    @Override
    public void finished(TrainingReport report) {
        close();
    }

    /** Takes the bar away; the next step brings one again. */
    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }

    /** Scores as people read them: shares as they are, percentages with two digits. */
    static String text(Map<String, Double> scores) {
        return scores.entrySet().stream()
                .map(
                        e ->
                                "%s %s"
                                        .formatted(
                                                e.getKey(),
                                                String.format(
                                                        Locale.ROOT,
                                                        Math.abs(e.getValue()) <= 1
                                                                ? "%.4f"
                                                                : "%.2f",
                                                        e.getValue())))
                .collect(Collectors.joining(", "));
    }

    static String duration(double seconds) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            return "unknown time";
        }
        Duration time = Duration.ofSeconds(Math.round(Math.max(0, seconds)));
        if (time.toHours() > 0) {
            return "%d h %02d min".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0
                ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
                : "%d s".formatted(time.toSeconds());
    }

    private boolean isTimeForALine() {
        boolean isTime = System.nanoTime() - lastLine >= NANOS_BETWEEN_LINES;
        if (isTime) {
            lastLine = System.nanoTime();
        }
        return isTime;
    }

    private Optional<ProgressBar> bar(String task, long most) {
        return watched
                ? Optional.of(
                        new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(most)
                                .setUpdateIntervalMillis(500)
                                .hideEta()
                                .continuousUpdate()
                                .build())
                : Optional.empty();
    }
}
