package io.github.flinkbert.cli.run;

import io.github.flinkbert.cli.run.CheckpointWatch.Checkpoints;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the Kafka job until it ends or is told to, and goes on from its newest checkpoint after a
 * failure, and after an earlier run.
 *
 * @param config the job's options
 * @param folder where checkpoints lie; empty for one of the user's, by the job's group and topic
 * @param fresh whether checkpoints of earlier runs are deleted and not gone on from
 * @param terminal whether people see standard error at once
 * @param err where progress goes
 */
record KafkaRun(
        KafkaJobConfig config,
        Optional<Path> folder,
        boolean fresh,
        boolean terminal,
        PrintWriter err) {

    /** So many checkpoints in a row may fail: for less, a disk is full for a moment. */
    private static final int FAILURES = 5;

    private static final long TICK_MILLIS = 500;

    /** Of these ticks, every so-many-th asks Flink about checkpoints. */
    private static final int LOOK = 4;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    /** How an attempt ended. */
    private enum End {
        FINISHED,
        STOPPED,
        FAILED
    }

    /**
     * @throws RunFailedException if it cannot begin or go on; the message says why
     * @throws CheckpointException if the model cannot be used
     */
    public void run() throws Exception {
        ModelDefinition model = ModelDefinition.resolve(config.model(), Terminal.progress());
        RunCounters counters = RunCounters.create();
        RunLines lines = new RunLines(err, counters, terminal);
        try (TemporaryFolder temporary = TemporaryFolder.open();
                StopSignals signals = StopSignals.hear()) {
            RunIntroduction.of(config, model).forEach(lines::say);
            Optional<JobIdentity> identity = identity(model, signals, lines);
            if (identity.isEmpty()) {
                return; // told to end before Kafka was there
            }
            try (StateFolder state = state(identity.get(), lines)) {
                new Attempts(model, state, temporary, signals, counters, lines).untilTheEnd();
            }
        } finally {
            counters.forget();
        }
    }

    /** Which job this is, once Kafka responds; empty if the process is told to end before. */
    private Optional<JobIdentity> identity(
            ModelDefinition model, StopSignals signals, RunLines lines)
            throws InterruptedException {
        try (KafkaCluster kafka =
                KafkaCluster.connect(
                        config.bootstrapServers(), config.kafkaProperties().sourceProperties())) {
            do {
                try {
                    String cluster = kafka.id();
                    kafka.openTransactions(
                                    Set.of(
                                            config.output().topic(),
                                            config.output().deadLetterTopic()))
                            .forEach(
                                    open ->
                                            lines.say(
                                                    "note     "
                                                            + RunIntroduction.of(open, config)));
                    Map<String, String> topics =
                            config.source().topics().isPresent()
                                    ? kafka.topicIds(config.source().topics().get())
                                    : Map.of();
                    return Optional.of(JobIdentity.of(config, model, cluster, topics));
                } catch (KafkaCluster.NoResponseException e) {
                    lines.say(FailureMessage.of(e));
                }
            } while (!signals.await(FIRST_PAUSE.toMillis()));
            return Optional.empty();
        }
    }

    private StateFolder state(JobIdentity identity, RunLines lines) {
        Path path = folder.orElseGet(identity::standardFolder).toAbsolutePath().normalize();
        StateFolder state = StateFolder.open(path);
        try {
            if (fresh) {
                state.clear();
            }
            state.identity().ifPresent(found -> identity.requireSame(found, path));
            state.identify(identity.facts());
            lines.say(
                    "state    %s, %s"
                            .formatted(
                                    path,
                                    state.newest()
                                            .map(newest -> "goes on from " + described(newest))
                                            .orElse("no checkpoint to go on from")));
            return state;
        } catch (RuntimeException e) {
            state.close();
            throw e;
        }
    }

    private static String described(Path checkpoint) {
        String name = checkpoint.getFileName().toString();
        try {
            return "%s of %s"
                    .formatted(
                            name, TIME.format(Files.getLastModifiedTime(checkpoint).toInstant()));
        } catch (IOException e) {
            return name;
        }
    }

    /** One submission of the job after the other, until there is to be no other. */
    private final class Attempts {

        private final ModelDefinition model;
        private final StateFolder state;
        private final TemporaryFolder temporary;
        private final StopSignals signals;
        private final RunCounters counters;
        private final RunLines lines;
        private int restarts;
        private Duration pause = FIRST_PAUSE;

        private Attempts(
                ModelDefinition model,
                StateFolder state,
                TemporaryFolder temporary,
                StopSignals signals,
                RunCounters counters,
                RunLines lines) {
            this.model = model;
            this.state = state;
            this.temporary = temporary;
            this.signals = signals;
            this.counters = counters;
            this.lines = lines;
        }

        void untilTheEnd() throws Exception {
            try {
                while (attempt() == End.FAILED && !signals.await(pause.toMillis())) {
                    restarts++;
                    pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
                }
            } finally {
                lines.summary(restarts);
            }
        }

        private End attempt() throws Exception {
            Optional<Path> from = state.newest();
            Path submission = state.begin();
            RunningJob job;
            try {
                job =
                        RunningJob.submit(
                                config, model, from, submission, temporary.path(), counters);
            } catch (Exception e) {
                return failed(e, from);
            }
            End end = await(job, submission);
            if (end == End.FINISHED) {
                // All has been read: to begin from a checkpoint of before would read it twice.
                state.clear();
                return end;
            }
            return end == End.FAILED ? failed(job.failure().orElseThrow(), from) : end;
        }

        private End await(RunningJob job, Path submission) throws InterruptedException {
            long known = 0;
            for (int tick = 1; !signals.await(TICK_MILLIS); tick++) {
                if (job.isOver()) {
                    return job.failure().isEmpty() ? End.FINISHED : End.FAILED;
                }
                if (tick % LOOK == 0) {
                    known = Math.max(known, look(job, submission, known));
                }
                lines.tick(known);
            }
            lines.say("ending with a last checkpoint; a second signal ends it at once");
            if (job.stop(StateFolder.last(submission))) {
                state.deleteBefore(submission);
            } else {
                lines.say("there was no last checkpoint; the next run goes on from the one before");
            }
            return End.STOPPED;
        }

        /**
         * @param known number of the last complete checkpoint that was known before
         * @return of the last one now
         */
        private long look(RunningJob job, Path submission, long known) throws InterruptedException {
            Checkpoints checkpoints = job.checkpoints();
            if (checkpoints.failures() >= FAILURES) {
                job.cancel();
                throw tooManyFailed(checkpoints);
            }
            if (checkpoints.latest() > known) {
                pause = FIRST_PAUSE;
                state.deleteBefore(submission);
            }
            return checkpoints.latest();
        }

        private RunFailedException tooManyFailed(Checkpoints checkpoints) {
            return new RunFailedException(
                    ("%d checkpoints in a row failed, the last one: %s Without them no result"
                                    + " becomes visible to readers of committed records, and a"
                                    + " failure repeats all work since the last one. %s")
                            .formatted(
                                    checkpoints.failures(),
                                    checkpoints.reason(),
                                    state.fault()
                                            .map(
                                                    fault ->
                                                            "Their folder %s cannot be written to: %s"
                                                                    .formatted(state.path(), fault))
                                            .orElse(
                                                    "Their folder is %s; the warnings before this"
                                                                    .formatted(state.path())
                                                            + " have the cause")));
        }

        /** Begins anew after most failures; what would be the same again ends the run. */
        private End failed(Throwable failure, Optional<Path> from) {
            Optional<CheckpointException> ofTheModel = RunFaults.ofTheModel(failure);
            if (ofTheModel.isPresent()) {
                throw ofTheModel.get();
            }
            String sentence = RunFaults.sentence(failure);
            if (from.isPresent() && RunFaults.isOfRestoring(failure)) {
                throw new RunFailedException(
                        ("the job cannot go on from the checkpoint %s (%s); expected the options"
                             + " that it was taken with, or --fresh, which deletes it and begins"
                             + " anew")
                                .formatted(from.get(), sentence),
                        failure);
            }
            lines.say(
                    "the job failed (%s); it begins again in %d s from %s"
                            .formatted(
                                    sentence,
                                    pause.toSeconds(),
                                    state.newest()
                                            .map(KafkaRun::described)
                                            .orElse("its start, for there is no checkpoint yet")));
            return End.FAILED;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
