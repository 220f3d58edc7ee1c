package io.github.flinkbert.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Counts lines for people: on a terminal, and only where results go elsewhere and are not mixed up
 * with it.
 */
final class LineProgress implements AutoCloseable {

    private final Optional<ProgressBar> bar;

    private LineProgress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    static LineProgress show() {
        return new LineProgress(
                Terminal.err() && !Terminal.out() ? Optional.of(bar()) : Optional.empty());
    }

    void lines(long count) {
        bar.ifPresent(shown -> shown.stepTo(count));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }

    private static ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName("lines")
                .setInitialMax(-1)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .continuousUpdate()
                .build();
    }
}
