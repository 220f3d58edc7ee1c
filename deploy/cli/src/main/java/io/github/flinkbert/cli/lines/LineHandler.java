package io.github.flinkbert.cli.lines;

import java.util.concurrent.CompletableFuture;

/** What a command does with one text. */
@FunctionalInterface
public interface LineHandler {

    /**
     * Begins to answer, and may wait for room before it does.
     *
     * @return the answer; completed exceptionally if this line cannot be answered
     */
    CompletableFuture<LineResult> answer(Line.Text line) throws InterruptedException;
}
