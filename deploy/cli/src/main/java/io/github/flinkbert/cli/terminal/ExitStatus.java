package io.github.flinkbert.cli.terminal;

import org.apache.flink.annotation.Internal;

/** What the process ends with, beside 0. */
@Internal
public final class ExitStatus {

    /** At least one line, or one record, could not be answered. */
    public static final int SOME_UNANSWERED = 1;

    /** The command could not do its work. */
    public static final int UNUSABLE = 2;

    /** The reader of standard output went away: what a shell reports. */
    public static final int READER_GONE = 141;

    private ExitStatus() {}
}
