package io.github.flinkbert.cli.lines;

import io.github.flinkbert.cli.terminal.Terminal;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.flink.annotation.Internal;

/**
 * Counts lines for people: on a terminal, and only where results go elsewhere and are not mixed up
 * with it.
 */
@Internal
public final class LineProgress implements AutoCloseable {

    private final Optional<ProgressBar> bar;

    private LineProgress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    static LineProgress show() {
        return new LineProgress(
                Terminal.err() && !Terminal.out()
                        ? Optional.of(bar("lines", -1))
                        : Optional.empty());
    }

    /** For a command that prints nothing until it is done: so many of these things. */
    public static LineProgress of(String things, long count) {
        return new LineProgress(
                Terminal.err() ? Optional.of(bar(things, count)) : Optional.empty());
    }

    public void lines(long count) {
        bar.ifPresent(shown -> shown.stepTo(count));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }

    private static ProgressBar bar(String things, long count) {
        return new ProgressBarBuilder()
                .setTaskName(things)
                .setInitialMax(count)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .continuousUpdate()
                .build();
    }
}
