package io.github.flinkbert.cli.lines;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * What a command asks of one line's text.
 *
 * @param part of the line's text that is asked about; empty for all of it
 * @param asks all at once
 * @param result writes what they gave
 */
@Internal
public record LineAsk(
        Optional<String> part, List<? extends Ask<?>> asks, Function<Results, LineResult> result) {

    public LineAsk {
        asks = List.copyOf(asks);
    }

    /** Of the whole text. */
    public LineAsk(List<? extends Ask<?>> asks, Function<Results, LineResult> result) {
        this(Optional.empty(), asks, result);
    }

    /** The same of a part of the line's text. */
    public LineAsk of(String onlyPart) {
        return new LineAsk(Optional.of(onlyPart), asks, result);
    }

    /** One ask, whatever the line. */
    public static <R> LineAsk of(Ask<R> ask, Function<R, LineResult> result) {
        return new LineAsk(List.of(ask), results -> result.apply(results.get(ask)));
    }
}
