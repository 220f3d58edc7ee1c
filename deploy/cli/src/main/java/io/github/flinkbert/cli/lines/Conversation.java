package io.github.flinkbert.cli.lines;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.failure.TextRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/**
 * Replies to lines in their order while several are in flight: this thread reads and asks, a second
 * one waits for the results and writes.
 */
final class Conversation {

    /** What a line counts for beside its text, so that a million empty ones are bounded too. */
    private static final int LINE_OVERHEAD = 64;

    private final LineParser parser;
    private final LineHandler handler;
    private final long charactersInFlight;
    private final LongConsumer progress;

    /**
     * @param charactersInFlight most characters of text that wait for a result or to be written
     * @param progress told the number of lines written so far, by the writing thread
     */
    public Conversation(
            LineParser parser,
            LineHandler handler,
            long charactersInFlight,
            LongConsumer progress) {
        this.parser = parser;
        this.handler = handler;
        this.charactersInFlight = charactersInFlight;
        this.progress = progress;
    }

    /**
     * Reads all lines and writes one for each.
     *
     * @throws ReaderGoneException if {@code out} was closed by its reader
     * @throws IOException if {@code in} cannot be read
     */
    public Tally run(InputStream in, OutputStream out) throws IOException, InterruptedException {
        InFlight inFlight = new InFlight(charactersInFlight);
        CompletableFuture<Tally> written = new CompletableFuture<>();
        Thread writer = new Thread(() -> write(inFlight, new LineWriter(out), written), "writer");
        writer.setDaemon(true);
        writer.start();
        try {
            ask(new LineSource(in), inFlight);
        } finally {
            inFlight.end();
        }
        return result(written);
    }

    private void ask(LineSource source, InFlight inFlight)
            throws IOException, InterruptedException {
        Optional<byte[]> bytes = source.next();
        while (bytes.isPresent()) {
            Line line = parser.parse(source.number(), bytes.get());
            int length = LINE_OVERHEAD + (line instanceof Line.Text text ? text.length() : 0);
            if (!inFlight.awaitRoom(length)) {
                return;
            }
            inFlight.add(new InFlight.Entry(line.id(), length, begin(line)));
            bytes = source.next();
        }
    }

    private CompletableFuture<LineResult> begin(Line line) throws InterruptedException {
        if (line instanceof Line.Unreadable unreadable) {
            return CompletableFuture.failedFuture(new TextRejectedException(unreadable.reason()));
        }
        try {
            return handler.begin((Line.Text) line);
        } catch (TextRejectedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void write(InFlight inFlight, LineWriter writer, CompletableFuture<Tally> written) {
        long answered = 0;
        long failed = 0;
        try {
            Optional<InFlight.Entry> entry = inFlight.next();
            while (entry.isPresent()) {
                boolean good = writeOne(entry.get(), writer);
                answered += good ? 1 : 0;
                failed += good ? 0 : 1;
                inFlight.done();
                if (!inFlight.moreDone()) {
                    writer.flush();
                }
                progress.accept(answered + failed);
                entry = inFlight.next();
            }
            written.complete(new Tally(answered, failed));
        } catch (IOException e) {
            written.completeExceptionally(
                    ReaderGoneException.isMeantBy(e) ? new ReaderGoneException(e) : e);
        } catch (InterruptedException | RuntimeException | Error e) {
            written.completeExceptionally(e);
        } finally {
            inFlight.abandon();
        }
    }

    private static boolean writeOne(InFlight.Entry entry, LineWriter writer)
            throws IOException, InterruptedException {
        JsonNode id = entry.id();
        try {
            writer.result(id, entry.result().get());
            return true;
        } catch (ExecutionException e) {
            writer.error(id, reason(e));
            return false;
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = CompletionCause.of(failure);
        return cause instanceof TextRejectedException ? FailureMessage.of(cause) : cause.toString();
    }

    private static Tally result(CompletableFuture<Tally> written)
            throws IOException, InterruptedException {
        try {
            return written.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException gone) {
                throw gone;
            }
            throw new IllegalStateException("writing the results failed", e.getCause());
        }
    }

    /** How it went: lines answered, and lines that got an error instead. */
    public record Tally(long answered, long failed) {}
}
