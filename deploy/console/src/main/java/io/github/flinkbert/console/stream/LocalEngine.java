package io.github.flinkbert.console.stream;

import io.github.flinkbert.Bert;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.EngineListener;
import java.util.concurrent.TimeUnit;
import org.apache.flink.annotation.Internal;

/**
 * How the engine in this process is doing for the job in it. Thread-safe.
 *
 * @see #listenBeside
 */
@Internal
public final class LocalEngine implements EngineListener, EngineView {

    private long batches;
    private long tokens;
    private long padded;
    private long deviceNanos;

    /**
     * Hears of the runs of an engine that somebody asks beside the job: those that somebody's own
     * texts were in are left out, for they say nothing of how well the job fills its batches.
     *
     * @param own who asks beside the job
     */
    public void listenBeside(Bert own) {
        own.addListener(
                new EngineListener() {
                    @Override
                    public void ran(BatchReport report) {
                        if (!own.tookPart(report)) {
                            LocalEngine.this.ran(report);
                        }
                    }
                });
    }

    @Override
    public synchronized void ran(BatchReport report) {
        batches++;
        tokens += report.tokens();
        padded += report.paddedTokens();
        deviceNanos += report.deviceNanos();
    }

    @Override
    public synchronized Second second() {
        Second second =
                batches == 0
                        ? new Second(Double.NaN, Double.NaN)
                        : new Second(
                                100.0 * tokens / padded,
                                (double) deviceNanos / batches / TimeUnit.MILLISECONDS.toNanos(1));
        batches = 0;
        tokens = 0;
        padded = 0;
        deviceNanos = 0;
        return second;
    }
}
