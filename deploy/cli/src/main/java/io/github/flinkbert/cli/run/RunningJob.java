package io.github.flinkbert.cli.run;

import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.flink.KafkaEnrichmentJob;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job on a Flink of its own in this process, from its submission to its end. */
final class RunningJob {

    /** Checkpoints that are kept, should the newest not be readable. */
    private static final int KEPT = 3;

    private static final long STOP_SECONDS = 30;
    private static final String REPORTER = "metrics.reporter.run.";

    private final JobClient job;
    private final CheckpointWatch watch;
    private final CompletableFuture<JobExecutionResult> ended;

    private RunningJob(JobClient job, CheckpointWatch watch) {
        this.job = job;
        this.watch = watch;
        this.ended = job.getJobExecutionResult();
    }

    /**
     * @param from the checkpoint to go on from; empty to begin where the source says
     * @param submission where its checkpoints go
     * @param temporary where Flink may put what it does not keep
     */
    static RunningJob submit(
            KafkaJobConfig config,
            ModelDefinition model,
            Optional<Path> from,
            Path submission,
            Path temporary,
            RunCounters counters)
            throws Exception {
        CheckpointWatch watch = CheckpointWatch.onFreePort();
        Configuration flink = new Configuration();
        flink.set(CoreOptions.TMP_DIRS, temporary.toString());
        flink.set(RestOptions.ADDRESS, CheckpointWatch.HOST);
        flink.set(RestOptions.BIND_ADDRESS, CheckpointWatch.HOST);
        flink.set(RestOptions.BIND_PORT, String.valueOf(watch.port()));
        flink.set(RestOptions.PORT, watch.port());
        // The job keeps nothing in managed memory.
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        // A failure comes to us with its reason; it is we who begin again from the last checkpoint.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, submission.toUri().toString());
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, KEPT);
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // It is for us to say when too many have failed: Flink does not count them all.
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        from.ifPresent(
                checkpoint ->
                        flink.set(
                                StateRecoveryOptions.SAVEPOINT_PATH,
                                checkpoint.toUri().toString()));
        flink.setString(REPORTER + "factory.class", RunCountersFactory.class.getName());
        flink.setString(REPORTER + RunCountersFactory.ID, counters.id());

        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(flink);
        KafkaEnrichmentJob.addTo(environment, config, model);
        return new RunningJob(
                environment.executeAsync("flink-bert: " + config.output().topic()), watch);
    }

    /** Whether it is over, one way or the other. */
    boolean isOver() {
        return ended.isDone();
    }

    /** What made it fail; empty if it has come to its end in order. */
    Optional<Throwable> failure() throws InterruptedException {
        try {
            ended.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(CompletionCause.of(e));
        }
    }

    /** Of its checkpoints; of none where Flink does not answer just now. */
    CheckpointWatch.Checkpoints checkpoints() throws InterruptedException {
        try {
            return watch.look(job.getJobID());
        } catch (IOException e) {
            return CheckpointWatch.Checkpoints.NONE;
        }
    }

    /**
     * Ends it with a last checkpoint, after which nothing is open and nothing is read twice.
     *
     * @return whether there is one; else it was cancelled
     */
    boolean stop(Path folder) throws InterruptedException {
        try {
            job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.NATIVE)
                    .get(STOP_SECONDS, TimeUnit.SECONDS);
            ended.get(STOP_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            cancel();
            return false;
        }
    }

    /** Ends it as it is; its checkpoints stay. */
    void cancel() throws InterruptedException {
        try {
            job.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
            ended.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // A cancelled job ends with an exception that says so; a stuck one ends with us.
        }
    }
}
