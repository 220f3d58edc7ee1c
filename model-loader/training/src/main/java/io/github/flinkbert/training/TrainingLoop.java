package io.github.flinkbert.training;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.encoder.NativeShutdownGuard;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.packing.EpochBatches;
import io.github.flinkbert.training.setting.EpochScores;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.state.SavedProgress;
import io.github.flinkbert.training.state.Snapshots;
import io.github.flinkbert.training.state.StartingAdapter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** One training from its first step, or from where it was ended, to its result. */
final class TrainingLoop<E extends Example> {

    /** Weight of a step in the smoothed loss. */
    private static final double SMOOTHING = 0.05;

    /** Fewer steps to come are done before their time is measured. */
    private static final int WORTH_AN_ESTIMATE = 10;

    /** More than a step on a slow machine takes; whoever ends us is not kept longer. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final TrainingContext context;
    private final Objective<E> objective;
    private final List<E> examples;
    private final List<Sequence> sequences;
    private final Optional<DevelopmentScorer> development;
    private final TrainingSettings settings;
    private final Path folder;
    private final TrainingListener listener;
    private final Snapshots snapshots;
    private final BatchLearner<E> learner;
    private final EpochPlan epochs;
    private final Throughput throughput = new Throughput();

    /** Held by whoever changes, or saves, parameters and progress. */
    private final ReentrantLock changing = new ReentrantLock(true);

    private volatile SavedProgress progress;
    private int done;
    private double loss;

    TrainingLoop(
            TrainingContext context,
            Objective<E> objective,
            List<E> examples,
            Optional<DevelopmentScorer> development,
            TrainingSettings settings,
            Path folder,
            TrainingListener listener) {
        this.context = context;
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
                        objective,
                        examples,
                        settings.optimization().batchTokens(),
                        context.checkpoint().config().maxPositions());
        learner = new BatchLearner<>(context, objective, examples, settings);
        epochs = new EpochPlan(shape, settings);
        String identity =
                Identity.of(
                        context.fingerprint(), objective, examples, settings, context.bfloat16());
        progress = new SavedProgress(identity, 0, 0, "", "", 0, List.of(), context.format().name());
    }

    TrainingReport run(boolean resume) {
        Optional<SavedProgress> earlier = snapshots.find(progress.identity());
        if (earlier.isPresent() && !resume) {
            throw new TrainingException(
                    ("%s holds a training that has done %d of %d steps; resume it, or name another"
                                    + " folder")
                            .formatted(folder, earlier.get().step(), epochs.steps()));
        }
        progress = earlier.orElse(progress);
        earlier.ifPresentOrElse(
                found -> snapshots.restore(found, context.graph().state()), this::begin);
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

    private void begin() {
        settings.start()
                .map(StartingAdapter::new)
                .ifPresent(
                        start ->
                                start.into(
                                        context.graph().state(),
                                        context.adapterWriter(),
                                        objective.head(),
                                        settings.tuning()));
    }

    private TrainingReport finish() {
        prepare();
        estimate();
        for (int epoch = 1; epoch <= epochs.epochs(); epoch++) {
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
                        throughput.tokens(),
                        throughput.seconds(),
                        context.graph().state().size(),
                        ResultWriter.leftOut(context, settings.tuning()),
                        folder);
        ResultWriter.write(
                context, objective.head(), settings.tuning(), snapshots.best(progress), folder);
        listener.finished(report);
        return report;
    }

    /** On the thread that ends the process: keeps what has been done, and stops the training. */
    private void interrupt() {
        try {
            // Never given back: the training's thread makes no further step.
            if (changing.tryLock(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
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
        BertConfig config = context.checkpoint().config();
        return new TrainingPlan(
                objective.name(),
                context.checkpoint().name(),
                examples.size(),
                sequences.stream().mapToLong(Sequence::length).sum(),
                epochs.epochs(),
                epochs.steps(),
                progress.step(),
                config.layers(),
                settings.tuning().fromLayer(config.layers()),
                context.graph().state().size(),
                context.featureBytes(),
                context.format().name().toLowerCase(Locale.ROOT),
                folder.resolve("state"));
    }

    private void prepare() {
        if (!objective.isSameInEveryEpoch()) {
            return;
        }
        long missing = context.features().missing(sequences);
        if (missing > 0) {
            context.features().prepare(sequences, done -> listener.prepared(done, missing));
        }
    }

    private void estimate() {
        int steps = epochs.steps() - progress.step();
        if (steps < WORTH_AN_ESTIMATE) {
            return;
        }
        EpochBatches batches = epochs.batches(1);
        int runs = Math.min(settings.optimization().accumulation(), batches.runs().size());
        listener.estimated(steps, learner.secondsOfARun(batches) * runs * steps);
    }

    private void train(int epoch) {
        int from = Math.max(progress.step(), epochs.lastStep(epoch - 1));
        for (int step = from + 1; step <= epochs.lastStep(epoch); step++) {
            changing.lock();
            try {
                step(epoch, step);
            } finally {
                changing.unlock();
            }
        }
    }

    private void step(int epoch, int step) {
        long begin = System.nanoTime();
        double sum = 0;
        long tokens = 0;
        Map<String, Double> parts = new LinkedHashMap<>();
        List<List<EpochBatches.Batch>> gathered = epochs.ofStep(epoch, step);
        for (int run = 0; run < gathered.size(); run++) {
            BatchLearner.Learnt learnt =
                    learner.learn(epoch, epochs.batches(epoch), gathered.get(run), step, run);
            sum += learnt.loss();
            tokens += learnt.tokens();
            context.graph()
                    .losses()
                    .forEach((of, part) -> parts.merge(of, part / gathered.size(), Double::sum));
        }
        double rate = epochs.learningRate(step);
        context.graph().step(step, rate, gathered.size());
        double mean = sum / gathered.size();
        if (!Double.isFinite(mean)) {
            throw new TrainingException(
                    "the loss of step %d is no number: the learning rate of %s may be too high"
                            .formatted(step, settings.optimization().learningRate()));
        }
        loss = step == 1 ? mean : loss + SMOOTHING * (mean - loss);
        done = step;
        throughput.step(System.nanoTime() - begin, tokens);
        if (step % settings.execution().snapshotSteps() == 0 && step < epochs.lastStep(epoch)) {
            save(step, progress.epochs(), false, epoch);
        }
        listener.stepped(
                new TrainingStep(
                        epoch,
                        epochs.epochs(),
                        step,
                        epochs.steps(),
                        mean,
                        parts,
                        rate,
                        throughput.tokens(),
                        throughput.tokensPerSecond(),
                        throughput.secondsFor(epochs.steps() - step)));
    }

    private void evaluate(int epoch) {
        int step = epochs.lastStep(epoch);
        if (development.isEmpty()) {
            save(step, List.of(), true, epoch);
            return;
        }
        DevelopmentScorer scorer = development.get();
        Map<String, Double> scores = scorer.score(new Evaluator(context, settings));
        double best =
                progress.epochs().stream()
                        .mapToDouble(each -> each.scores().get(scorer.metric()))
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY);
        boolean isBest = requireNonNull(scores.get(scorer.metric()), scorer.metric()) > best;
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
                            progress, context.graph().state(), step, loss, scores, newBest, epoch);
        } finally {
            changing.unlock();
        }
    }
}
