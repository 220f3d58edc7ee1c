package io.github.flinkbert.cli;

import io.github.flinkbert.cli.terminal.StandardError;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.apache.flink.annotation.Internal;

/** The process's entry: {@code flink-bert COMMAND …}. */
@Internal
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        StandardError.redirect();
        // Not System.out: a PrintStream keeps a closed pipe to itself, and encodes by the locale.
        Streams streams =
                Streams.utf8(System.in, new FileOutputStream(FileDescriptor.out), System.err);
        int exit = FlinkBert.commandLine(streams).execute(arguments);
        streams.flush();
        System.exit(exit);
    }
}
