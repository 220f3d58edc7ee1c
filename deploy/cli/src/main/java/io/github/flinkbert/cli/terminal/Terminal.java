package io.github.flinkbert.cli.terminal;

import io.github.flinkbert.location.ProgressListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.flink.annotation.Internal;

/**
 * Whether people watch. Java 17 cannot tell for each stream, so that the launcher script says it:
 * the system property {@code flinkbert.terminal} names those of {@code out} and {@code err} that
 * are terminals.
 */
@Internal
public final class Terminal {

    private static final String WATCHED = System.getProperty("flinkbert.terminal", "");

    private Terminal() {}

    /** Shows how fetching and unpacking go, to people only. */
    public static ProgressListener progress() {
        return err() ? bar() : ProgressListener.silent();
    }

    private static ProgressListener bar() {
        return (what, total) -> {
            ProgressBar bar =
                    new ProgressBarBuilder()
                            .setTaskName(what)
                            .setInitialMax(total)
                            .setUnit(" MB", 1_000_000)
                            .setStyle(ProgressBarStyle.ASCII)
                            .build();
            return new ProgressListener.Work() {
                @Override
                public void advance(long bytes) {
                    bar.stepBy(bytes);
                }

                @Override
                public void close() {
                    bar.close();
                }
            };
        };
    }

    public static boolean out() {
        return WATCHED.contains("out");
    }

    public static boolean err() {
        return WATCHED.contains("err");
    }
}
