package io.github.flinkbert.testbed.quickstart;

import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.flink.KafkaEnrichmentJob;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Kafka job on a Flink inside this process. */
final class EmbeddedFlink implements AutoCloseable {

    private static final long CANCEL_SECONDS = 20;

    private final JobClient job;
    private final CompletableFuture<?> ended;

    private EmbeddedFlink(JobClient job) {
        this.job = job;
        this.ended = job.getJobExecutionResult();
    }

    /**
     * @param options the options of the Kafka job
     * @param temporary where Flink may put what it does not keep
     */
    static EmbeddedFlink start(Map<String, String> options, int parallelism, Path temporary)
            throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(
                        parallelism, configuration(temporary));
        KafkaEnrichmentJob.addTo(environment, KafkaJobConfig.from(options));
        return new EmbeddedFlink(environment.executeAsync("quickstart"));
    }

    /**
     * @throws UserException with the reason, if the job has ended by itself
     */
    void requireRunning() throws InterruptedException {
        if (!ended.isDone()) {
            return;
        }
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw new UserException("the job failed: " + root(e).getMessage(), e);
        }
        throw new UserException("the job ended before every record came out");
    }

    @Override
    public void close() {
        if (ended.isDone()) {
            return;
        }
        try {
            job.cancel().get(CANCEL_SECONDS, TimeUnit.SECONDS);
            ended.get(CANCEL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // A cancelled job ends with an exception that says so; a stuck one ends with us.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Configuration configuration(Path temporary) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.TMP_DIRS, temporary.toString());
        // Somebody looks at this: a failure is to be told at once, not retried.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        // The job keeps nothing in managed memory and exchanges little.
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        return configuration;
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
