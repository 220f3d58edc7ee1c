package io.github.flinkbert.cli.terminal;

import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.training.data.TrainingDataException;
import io.github.flinkbert.training.setting.TrainingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One sentence for whatever made a command fail; where in the program, only when asked. */
@Internal
public final class FailureSentence implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parse) {
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + sentence(failure));
        CommandRoot root = (CommandRoot) command.getCommandSpec().root().userObject();
        if (root.stacktrace()) {
            failure.printStackTrace(err);
        }
        return ExitStatus.UNUSABLE;
    }

    static String sentence(Throwable failure) {
        if (failure instanceof UserException
                || failure instanceof CheckpointException
                || failure instanceof EvaluationException
                || failure instanceof TrainingException
                || failure instanceof TrainingDataException
                || failure instanceof TextRejectedException
                || failure instanceof IllegalArgumentException) {
            return FailureMessage.of(failure);
        }
        if (failure instanceof UncheckedIOException && failure.getCause() != null) {
            return sentence(failure.getCause());
        }
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "there is no file " + failure.getMessage();
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getMessage() + " may not be read";
        }
        if (failure instanceof IOException) {
            return "reading or writing failed: " + failure.getMessage();
        }
        return "this should not have happened, please report it with the output of --stacktrace: "
                + failure;
    }
}
