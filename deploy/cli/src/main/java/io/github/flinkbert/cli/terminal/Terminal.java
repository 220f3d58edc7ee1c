package io.github.flinkbert.cli.terminal;

import io.github.flinkbert.location.ProgressListener;

/**
 * Whether people watch. Java 17 cannot tell for each stream, so that the launcher script says it:
 * the system property {@code flinkbert.terminal} names those of {@code out} and {@code err} that
 * are terminals.
 */
final class Terminal {

    private static final String WATCHED = System.getProperty("flinkbert.terminal", "");

    private Terminal() {}

    /** Shows how fetching and unpacking go, to people only. */
    static ProgressListener progress() {
        return err() ? ProgressListener.bar() : ProgressListener.silent();
    }

    static boolean out() {
        return WATCHED.contains("out");
    }

    static boolean err() {
        return WATCHED.contains("err");
    }
}
