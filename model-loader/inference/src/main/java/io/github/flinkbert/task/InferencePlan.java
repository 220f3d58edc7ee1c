package io.github.flinkbert.task;

import io.github.flinkbert.encoder.Output;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.annotation.Experimental;

/**
 * How a text is read for one ask.
 *
 * @param input what the encoder reads; asks with the same input share their pass
 * @param outputs what is wanted of each sequence
 * @param decoder makes the result; runs once, in a thread of the engine's completions
 */
@Experimental
public record InferencePlan<R>(
        EncodedInput input, List<Output> outputs, Function<Scores, R> decoder) {

    public InferencePlan {
        outputs = List.copyOf(outputs);
    }

    /** A result that takes no pass through the encoder. */
    public static <R> InferencePlan<R> known(R result) {
        return new InferencePlan<>(EncodedInput.NONE, List.of(), scores -> result);
    }
}
