package io.github.flinkbert.cli.terminal;

import org.apache.flink.annotation.Internal;

/** The command line that a command belongs to: what picocli injects as its parent. */
@Internal
public interface CommandRoot {

    /** Where commands read and write. */
    Streams streams();

    /** Whether an error also says where in the program it came from. */
    boolean stacktrace();
}
