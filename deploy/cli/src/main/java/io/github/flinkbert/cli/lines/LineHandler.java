package io.github.flinkbert.cli.lines;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.Internal;

/** What a command does with one text. */
@FunctionalInterface
@Internal
public interface LineHandler {

    /**
     * Begins, and may wait for room before it does.
     *
     * @return the result; completed exceptionally if there can be none
     */
    CompletableFuture<LineResult> begin(Line.Text line) throws InterruptedException;
}
