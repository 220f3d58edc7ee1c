package io.github.flinkbert.cli.run;

import io.github.flinkbert.failure.CheckpointException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.util.SerializedThrowable;

/** What a failure of the job means for the run. */
final class RunFaults {

    /** Of Flink's failures to take up state; it has no exception of its own for that. */
    private static final List<String> OF_RESTORING =
            List.of(
                    "StateMigrationException",
                    "BackendBuildingException",
                    "Failed to rollback to checkpoint",
                    "Cannot map checkpoint/savepoint state");

    private RunFaults() {}

    /** Whether the job could not take up the state that it was given. */
    static boolean isOfRestoring(Throwable failure) {
        return chain(failure)
                .map(cause -> className(cause) + ": " + cause.getMessage())
                .anyMatch(text -> OF_RESTORING.stream().anyMatch(text::contains));
    }

    /** A model that cannot be used: it will be no better the next time. */
    static Optional<CheckpointException> ofTheModel(Throwable failure) {
        return chain(failure)
                .filter(CheckpointException.class::isInstance)
                .map(CheckpointException.class::cast)
                .findFirst();
    }

    /** What was at the bottom of it, in a sentence. */
    static String sentence(Throwable failure) {
        Throwable root = chain(failure).reduce((above, below) -> below).orElse(failure);
        String message = root.getMessage();
        String name = className(root);
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return message == null || message.isBlank() ? simple : simple + ": " + message;
    }

    private static String className(Throwable failure) {
        return failure instanceof SerializedThrowable serialized
                ? serialized.getOriginalErrorClassName()
                : failure.getClass().getName();
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
