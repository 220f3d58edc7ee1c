package io.github.flinkbert.training;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.encoder.NativeShutdownGuard;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Masking;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.objective.PlainSequence;
import io.github.flinkbert.training.packing.EpochBatches;
import io.github.flinkbert.training.setting.EpochScores;
import io.github.flinkbert.training.setting.Schedule;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import io.github.flinkbert.training.state.AdapterWriter;
import io.github.flinkbert.training.state.SavedProgress;
import io.github.flinkbert.training.state.Snapshots;
import io.github.flinkbert.training.state.WholeModelWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.tensorflow.ndarray.Shape;

/** One training from its first step, or from where it was ended, to its result. */
final class TrainingLoop<E extends Example> {

    /** Weight of a step in the smoothed loss. */
    private static final double SMOOTHING = 0.05;

    /** Fewer steps to come are done before their time is measured. */
    private static final int WORTH_AN_ESTIMATE = 10;

    private static final int MEASURED = 3;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    /** More than a step on a slow machine takes; whoever ends us is not kept longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Keeps seeds that are made of several numbers apart. */
    private static final long SPREAD = 1_000_003;

    private final TrainingContext bench;
    private final Objective<E> objective;
    private final List<E> examples;
    private final List<Sequence> sequences;
    private final Optional<DevelopmentScorer> development;
    private final TrainingSettings settings;
    private final Path folder;
    private final TrainingListener listener;
    private final Snapshots snapshots;
    private final List<EpochBatches> epochs = new ArrayList<>();
    private final int[] firstSteps;
    private final Schedule schedule;
    private final Throughput pace = new Throughput();

    /** Held by whoever changes, or saves, parameters and progress. */
    private final ReentrantLock changing = new ReentrantLock(true);

    private volatile SavedProgress progress;
    private int done;
    private double loss;

    TrainingLoop(
            TrainingContext bench,
            Objective<E> objective,
            List<E> examples,
            Optional<DevelopmentScorer> development,
            TrainingSettings settings,
            Path folder,
            TrainingListener listener) {
        this.bench = bench;
        this.objective = objective;
        this.examples = examples;
        this.sequences = examples.stream().map(Example::sequence).toList();
        this.development = development;
        this.settings = settings;
        this.folder = folder;
        this.listener = listener;
        snapshots = Snapshots.of(folder);
        BatchShape shape =
                BatchShape.of(
                        examples,
                        settings.optimization().batchTokens(),
                        bench.checkpoint().config().maxPositions());
        int all = settings.optimization().epochs();
        firstSteps = new int[all + 1];
        for (int epoch = 1; epoch <= all; epoch++) {
            EpochBatches batches = shape.epoch(epoch, settings.seed());
            epochs.add(batches);
            firstSteps[epoch] = firstSteps[epoch - 1] + steps(batches);
        }
        schedule = Schedule.of(settings.optimization(), firstSteps[all]);
    }

    private int steps(EpochBatches batches) {
        int runs = settings.optimization().accumulation();
        return (batches.batches().size() + runs - 1) / runs;
    }

    TrainingReport run(boolean resume) {
        String identity =
                Identity.of(bench.fingerprint(), objective, examples, settings, bench.bfloat16());
        Optional<SavedProgress> earlier = snapshots.find(identity);
        if (earlier.isPresent() && !resume) {
            throw new TrainingException(
                    ("%s holds a training that has done %d of %d steps; resume it, or name another"
                                    + " folder")
                            .formatted(folder, earlier.get().step(), schedule.steps()));
        }
        progress =
                earlier.orElse(
                        new SavedProgress(
                                identity, 0, 0, "", "", 0, List.of(), bench.format().name()));
        earlier.ifPresent(found -> snapshots.restore(found, bench.graph().state()));
        loss = progress.loss();
        done = progress.step();
        listener.started(plan());
        Runnable takeBack = NativeShutdownGuard.ofProcess().whenEnding(this::interrupt);
        try {
            return finish();
        } finally {
            takeBack.run();
        }
    }

    private TrainingReport finish() {
        prepare();
        estimate();
        for (int epoch = 1; epoch <= epochs.size(); epoch++) {
            train(epoch);
            if (progress.epochs().size() < epoch && progress.bestEpoch() < epoch) {
                evaluate(epoch);
            }
        }
        TrainingReport report =
                new TrainingReport(
                        progress.epochs(),
                        progress.bestEpoch(),
                        progress.step(),
                        loss,
                        pace.tokens(),
                        pace.seconds(),
                        bench.graph().state().size(),
                        folder);
        writeResult();
        listener.finished(report);
        return report;
    }

    /** On the thread that ends the process: keeps what has been done, and stops the training. */
    private void interrupt() {
        try {
            // Never given back: the training's thread makes no further step.
            if (changing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    && done > progress.step()) {
                save(done, progress.epochs(), false, progress.bestEpoch());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listener.interrupted(progress.step());
        }
    }

    private TrainingPlan plan() {
        BertConfig config = bench.checkpoint().config();
        return new TrainingPlan(
                objective.name(),
                bench.checkpoint().name(),
                examples.size(),
                sequences.stream().mapToLong(Sequence::length).sum(),
                epochs.size(),
                schedule.steps(),
                progress.step(),
                config.layers(),
                settings.depth().fromLayer(config.layers()),
                bench.graph().state().size(),
                bench.featureBytes(),
                bench.format().name().toLowerCase(Locale.ROOT),
                folder.resolve("state"));
    }

    private void prepare() {
        if (objective instanceof Objective.Mask) {
            return; // masked anew in every epoch
        }
        long missing = bench.features().missing(sequences);
        if (missing > 0) {
            bench.features().prepare(sequences, done -> listener.prepared(done, missing));
        }
    }

    /** Learns from a batch, by the clock once it is warm, and forgets what it learnt. */
    private void estimate() {
        int steps = schedule.steps() - progress.step();
        if (steps < WORTH_AN_ESTIMATE) {
            return;
        }
        EpochBatches batches = epochs.get(0);
        EpochBatches.Batch batch = batches.batches().get(0);
        learn(1, batches, batch, 0);
        long begin = System.nanoTime();
        int measured = 0;
        do {
            learn(1, batches, batch, 0);
            measured++;
        } while (measured < MEASURED && System.nanoTime() - begin < LONG_ENOUGH.toNanos());
        double seconds = (System.nanoTime() - begin) / 1e9 / measured;
        bench.graph().forget();
        int runs = Math.min(settings.optimization().accumulation(), batches.batches().size());
        listener.estimated(steps, seconds * runs * steps);
    }

    private void train(int epoch) {
        EpochBatches batches = epochs.get(epoch - 1);
        int runs = settings.optimization().accumulation();
        int all = batches.batches().size();
        for (int step = Math.max(progress.step(), firstSteps[epoch - 1]);
                step < firstSteps[epoch];
                step++) {
            int first = (step - firstSteps[epoch - 1]) * runs;
            List<EpochBatches.Batch> gathered =
                    batches.batches().subList(first, Math.min(first + runs, all));
            changing.lock();
            try {
                step(epoch, step + 1, batches, gathered);
            } finally {
                changing.unlock();
            }
        }
    }

    private void step(
            int epoch, int step, EpochBatches batches, List<EpochBatches.Batch> gathered) {
        long begin = System.nanoTime();
        double sum = 0;
        long tokens = 0;
        for (int run = 0; run < gathered.size(); run++) {
            long drawn =
                    settings.seed() * SPREAD
                            + (long) step * settings.optimization().accumulation()
                            + run;
            Learnt learnt = learn(epoch, batches, gathered.get(run), drawn);
            sum += learnt.loss();
            tokens += learnt.tokens();
        }
        double rate = schedule.rate(step);
        bench.graph().step(step, rate, gathered.size());
        double mean = sum / gathered.size();
        if (!Double.isFinite(mean)) {
            throw new TrainingException(
                    "the loss of step %d is no number: the learning rate of %s may be too high"
                            .formatted(step, settings.optimization().learningRate()));
        }
        loss = step == 1 ? mean : loss + SMOOTHING * (mean - loss);
        done = step;
        pace.step(System.nanoTime() - begin, tokens);
        if (step % settings.execution().snapshotSteps() == 0 && step < firstSteps[epoch]) {
            save(step, progress.epochs(), false, epoch);
        }
        listener.stepped(
                new TrainingStep(
                        epoch,
                        epochs.size(),
                        step,
                        schedule.steps(),
                        mean,
                        rate,
                        pace.tokens(),
                        pace.tokensPerSecond(),
                        pace.secondsFor(schedule.steps() - step)));
    }

    private record Learnt(double loss, long tokens) {}

    /**
     * @param seed of what is left out
     */
    private Learnt learn(int epoch, EpochBatches batches, EpochBatches.Batch batch, long seed) {
        List<Example> right = drawn(batch, epoch);
        PackedBatch packed = batches.packed(batch, right.stream().map(Example::sequence).toList());
        double found = bench.graph().learn(bench.features()::of, packed, right, seed);
        return new Learnt(found, packed.tokens());
    }

    /** The batch's examples as they are in this epoch. */
    private List<Example> drawn(EpochBatches.Batch batch, int epoch) {
        List<Example> drawn = new ArrayList<>();
        for (int index : batch.examples()) {
            Example example = examples.get(index);
            if (example instanceof PlainSequence plain
                    && objective instanceof Objective.Mask mask) {
                long seed = (settings.seed() * SPREAD + epoch) * SPREAD + index;
                drawn.add(
                        new Masking(
                                        mask.share(),
                                        mask.wholeWords(),
                                        bench.checkpoint().vocabulary())
                                .draw(plain, seed));
            } else {
                drawn.add(example);
            }
        }
        return drawn;
    }

    private void evaluate(int epoch) {
        int step = firstSteps[epoch];
        if (development.isEmpty()) {
            save(step, List.of(), true, epoch);
            return;
        }
        DevelopmentScorer scorer = development.get();
        Map<String, Double> scores = scorer.score(new Evaluator(bench, settings));
        double best =
                progress.epochs().stream()
                        .mapToDouble(each -> each.scores().get(scorer.metric()))
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY);
        boolean isBest = scores.get(scorer.metric()) > best;
        EpochScores now = new EpochScores(epoch, step, scores, isBest);
        List<EpochScores> all = new ArrayList<>(progress.epochs());
        all.add(now);
        save(step, all, isBest, epoch);
        listener.evaluated(now);
    }

    private void save(int step, List<EpochScores> scores, boolean newBest, int epoch) {
        changing.lock();
        try {
            progress =
                    snapshots.save(
                            progress, bench.graph().state(), step, loss, scores, newBest, epoch);
        } finally {
            changing.unlock();
        }
    }

    private void writeResult() {
        Map<String, Shape> shapes = bench.graph().state().shapes();
        Map<String, float[]> values = snapshots.best(progress);
        Checkpoint checkpoint = bench.checkpoint();
        try {
            if (settings.depth() instanceof TuningMethod.Full) {
                WholeModelWriter.write(folder, checkpoint, objective, shapes, values);
            } else {
                new AdapterWriter(bench.base(), bench.fingerprint(), checkpoint.config().layers())
                        .write(folder, objective, settings.depth(), shapes, values);
            }
        } catch (IOException e) {
            throw new TrainingException(
                    "the result cannot be written to %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
