package io.github.flinkbert.evaluation;

import java.nio.file.Path;
import org.apache.flink.annotation.Experimental;

/**
 * A file cannot be evaluated on. The message is one sentence for the person who named it: file and
 * line, what was found and what was expected.
 */
@Experimental
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EvaluationException(String message) {
        super(message);
    }

    public EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param line line number, from 1
     */
    public static EvaluationException at(Path file, int line, String sentence) {
        return new EvaluationException("%s, line %d: %s".formatted(file, line, sentence));
    }
}
