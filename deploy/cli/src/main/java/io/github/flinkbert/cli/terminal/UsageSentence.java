package io.github.flinkbert.cli.terminal;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command that was not understood: what is wrong, what may have been meant, where help is. */
@Internal
public final class UsageSentence implements IParameterExceptionHandler {

    private final Function<String, Optional<String>> absent;

    /**
     * @param absent says of a command that is not here where it is, empty if nobody knows
     */
    public UsageSentence(Function<String, Optional<String>> absent) {
        this.absent = absent;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        Optional<String> elsewhere = elsewhere(failure);
        err.println(name + ": " + elsewhere.orElse(failure.getMessage()));
        if (elsewhere.isEmpty()) {
            UnmatchedArgumentException.printSuggestions(failure, err);
        }
        err.println("Try '" + name + " --help'.");
        return ExitStatus.UNUSABLE;
    }

    private Optional<String> elsewhere(ParameterException failure) {
        boolean isRoot = failure.getCommandLine().getParent() == null;
        return isRoot
                        && failure instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? absent.apply(unmatched.getUnmatched().get(0))
                : Optional.empty();
    }
}
