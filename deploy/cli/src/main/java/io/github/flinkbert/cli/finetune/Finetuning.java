package io.github.flinkbert.cli.finetune;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.training.EnoughSteps;
import io.github.flinkbert.training.Trainer;
import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingPlan;
import io.github.flinkbert.training.TrainingReport;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One training for people: it is told before, during and after, in words, a log, a picture and a
 * card.
 *
 * @param base where the checkpoint can be had, as the result will name it
 * @param output the result's folder
 * @param resume whether to go on where an earlier run was ended
 * @param command as it was given
 * @param notes the user's own sentences for the card
 * @param examples whether the card may show texts of the data, where their licence allows it
 * @param watched whether standard error is a terminal
 * @param streams where to say it
 */
record Finetuning(
        String base,
        Path output,
        boolean resume,
        List<String> command,
        List<String> notes,
        boolean examples,
        boolean watched,
        Streams streams) {

    /** The result, where it is an adapter: beside a head of the checkpoint's own. */
    private static final String TRAINED = "trained here";

    /** How many typical ones a card shows. */
    private static final int ERRORS = 10;

    /** Keeps what was planned. */
    private static final class Planned implements TrainingListener {

        private @Nullable TrainingPlan plan;

        @Override
        public void started(TrainingPlan planned) {
            plan = planned;
        }
    }

    /**
     * Trains, scores on test data, and writes the card.
     *
     * @param exactly whether the epochs are the user's own; else there are more of them where the
     *     examples are few
     */
    public void run(
            Checkpoint checkpoint,
            Tokenizer tokenizer,
            TrainingData data,
            TrainingSettings asSet,
            boolean exactly,
            BertOptions use)
            throws IOException, InterruptedException {
        PrintWriter err = streams.err();
        data.summary().forEach(err::println);
        int maxPositions = checkpoint.positions(use.maxPositions());
        if (maxPositions < checkpoint.config().maxPositions()) {
            err.printf(
                    "Texts are learnt from in windows of %d tokens: of %d positions the first %d"
                            + " were trained%n",
                    maxPositions,
                    checkpoint.config().maxPositions(),
                    checkpoint.trainedPositions());
        }
        PreparedData<?> prepared = data.prepare(tokenizer, maxPositions);
        prepared.remarks().forEach(err::println);
        TrainingSettings settings =
                exactly || prepared.examples().isEmpty()
                        ? asSet
                        : asSet.withEpochs(epochs(prepared, asSet, maxPositions));
        if (!settings.equals(asSet)) {
            err.printf(
                    "There are few examples: they are seen %d times instead of %d, for more steps"
                            + " (--epochs says otherwise).%n",
                    settings.optimization().epochs(), asSet.optimization().epochs());
        }
        Planned planned = new Planned();
        TrainingReport report =
                train(checkpoint, prepared, settings, List.of(planned, data.listener(output)));
        data.complete(output, checkpoint.config());
        boolean whole = settings.tuning() instanceof TuningMethod.Full;
        BertOptions finished =
                whole
                        ? BertOptions.of(output.toString())
                                .withCasing(use.casing())
                                .withMaxPositions(use.maxPositions())
                        : use.withAdapters(Map.of(TRAINED, output.toString()));
        FinalScores scores =
                FinalScores.of(
                        data,
                        finished.withPrecision(use.precision()),
                        whole ? "" : TRAINED,
                        err,
                        watched);
        String option =
                (use.maxPositions() == 0 ? "" : "--max-positions " + use.maxPositions() + " ")
                        + (whole ? "--model" : "--adapter");
        ModelCard card =
                new ModelCard(
                        output.toAbsolutePath().normalize().getFileName().toString(),
                        base.contains(":") ? base : CommandText.lastName(base),
                        checkpoint.digest(),
                        new CommandText(command).withoutFolders(),
                        "flink-bert %s %s %s"
                                .formatted(
                                        data.command(),
                                        option,
                                        output.toAbsolutePath().normalize().getFileName()),
                        data,
                        settings,
                        requireNonNull(planned.plan, "a training that ended was planned"),
                        report,
                        scores,
                        errors(data, scores),
                        notes);
        Files.writeString(output.resolve("README.md"), card.text());
        deleteState();
        conclude(
                report,
                scores.tests(),
                "flink-bert %s %s %s".formatted(data.command(), option, output));
    }

    /** For the card; empty where there is no development data. */
    private String errors(TrainingData data, FinalScores scores) {
        if (data.development().isEmpty()) {
            return "";
        }
        if (!examples) {
            return "%,d wrong predictions on development data; none is shown (--no-examples)."
                    .formatted(scores.mistakes().size());
        }
        return Quotable.source(data.facts())
                .map(source -> scores.mistakes().markdown(ERRORS, source))
                .orElseGet(
                        () ->
                                ("%,d wrong predictions on development data; none is shown, for no"
                                                + " licence is known that lets texts be passed on"
                                                + " (--data-licence).")
                                        .formatted(scores.mistakes().size()));
    }

    private static <E extends Example> int epochs(
            PreparedData<E> prepared, TrainingSettings asSet, int maxPositions) {
        return EnoughSteps.epochs(prepared.objective(), prepared.examples(), asSet, maxPositions);
    }

    private <E extends Example> TrainingReport train(
            Checkpoint checkpoint,
            PreparedData<E> prepared,
            TrainingSettings settings,
            List<TrainingListener> told) {
        String about =
                "How the training of %s went: loss, learning rate and development scores"
                        .formatted(output.getFileName());
        try (Recorder recorder = new Recorder(output, about);
                TrainingProgress progress = new TrainingProgress(streams.err(), watched)) {
            Interruption interruption =
                    new Interruption(streams.err(), new CommandText(command).with("--resume"));
            List<TrainingListener> listeners = new ArrayList<>(told);
            listeners.addAll(List.of(recorder, progress, interruption));
            return Trainer.train(
                    checkpoint,
                    base,
                    prepared.objective(),
                    prepared.examples(),
                    prepared.development(),
                    settings,
                    output,
                    resume,
                    new Listeners(listeners));
        }
    }

    /** What is needed to resume, which is large, and needed no more. */
    private void deleteState() throws IOException {
        Path state = output.resolve("state");
        if (!Files.isDirectory(state)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(state)) {
            for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void conclude(
            TrainingReport report, Map<String, Map<String, Double>> tests, String next) {
        PrintWriter out = streams.text();
        out.println();
        report.epochs()
                .forEach(
                        epoch ->
                                out.printf(
                                        "epoch %d  %s%s%n",
                                        epoch.epoch(),
                                        TrainingProgress.text(epoch.scores()),
                                        epoch.epoch() == report.bestEpoch() ? "  (kept)" : ""));
        tests.forEach(
                (what, scores) ->
                        out.printf("test   %s: %s%n", what, TrainingProgress.text(scores)));
        out.printf(
                Locale.ROOT,
                "%,d steps, loss %.4f at the end; %,d tokens in %s, %,.0f tokens/s%n",
                report.steps(),
                report.loss(),
                report.tokens(),
                TrainingProgress.duration(report.seconds()),
                report.seconds() > 0 ? report.tokens() / report.seconds() : 0);
        out.printf(
                "%s holds the result, its card (README.md), the log (%s) and the curves (%s).%n%n",
                output, Recorder.LOG, Recorder.PICTURE);
        out.printf("Next:%n  echo '…' | %s%n", next);
        out.flush();
    }
}
