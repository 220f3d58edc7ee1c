package io.github.flinkbert.cli.terminal;

/** The command line that a command belongs to: what picocli injects as its parent. */
public interface CommandRoot {

    /** Where commands read and write. */
    Streams streams();

    /** Whether an error also says where in the program it came from. */
    boolean stacktrace();
}
