package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command line in this process, without input, and what its last run wrote. */
public final class CommandLineFixture {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** The names of all commands, those of other modules on the class path among them. */
    public static Stream<String> commands() {
        return commandLine().getSubcommands().keySet().stream();
    }

    /** A command line that reads and prints nothing. */
    public static CommandLine commandLine() {
        return FlinkBert.commandLine(new CommandLineFixture().streams());
    }

    /**
     * @return the exit status
     */
    public int run(String... arguments) {
        out.reset();
        err.reset();
        Streams streams = streams();
        int status = FlinkBert.commandLine(streams).execute(arguments);
        streams.flush();
        return status;
    }

    private Streams streams() {
        return Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err);
    }

    /** Standard output. */
    public String printed() {
        return out.toString(UTF_8);
    }

    /** Standard error. */
    public String said() {
        return err.toString(UTF_8);
    }
}
