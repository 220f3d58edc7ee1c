package io.github.flinkbert.cli.lines;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import java.util.List;
import java.util.function.Function;

/**
 * What a command asks of one line's text.
 *
 * @param asks all at once
 * @param result writes what they gave
 */
public record LineAsk(List<? extends Ask<?>> asks, Function<Results, LineResult> result) {

    public LineAsk {
        asks = List.copyOf(asks);
    }

    /** One ask, whatever the line. */
    public static <R> LineAsk of(Ask<R> ask, Function<R, LineResult> result) {
        return new LineAsk(List.of(ask), results -> result.apply(results.get(ask)));
    }
}
