package io.github.flinkbert.cli.lines;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.vocabulary.CountUnknown;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** Where lines come from and how they are taken: the same for every command that takes lines. */
@Internal
public final class LineOptions {

    /** Enough text to keep the encoder busy, and results of some ten megabytes at most. */
    public static final long POOLED_CHARACTERS_IN_FLIGHT = 1 << 20;

    /** With a vector for every token, a result is some thousand times its text. */
    public static final long TOKEN_CHARACTERS_IN_FLIGHT = 1 << 15;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Read lines from this file instead of standard input.")
    private Optional<Path> input = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "auto|json|plain",
            defaultValue = "auto",
            description = {
                "How a line is taken; auto: as JSON where it begins like a JSON object,",
                "{\"… , and as plain text otherwise."
            })
    private LineFormat format;

    /**
     * Checks that the input is there: before a model is loaded, which takes long.
     *
     * @throws UserException if it is not a file that can be read
     */
    public void requireInput() {
        input.ifPresent(LineOptions::requireReadable);
    }

    /**
     * Asks a model about every line, notes it where texts are unknown to the model, and says by the
     * exit status whether every line has a result.
     *
     * @param plan what is asked of a line
     */
    public int converse(
            Streams streams, Bert bert, long charactersInFlight, Function<Line.Text, LineAsk> plan)
            throws IOException, InterruptedException {
        UnknownPiecesNote note = new UnknownPiecesNote(bert.model().name(), streams);
        CountUnknown count = new CountUnknown();
        return converse(
                streams,
                charactersInFlight,
                line -> {
                    LineAsk ask = plan.apply(line);
                    List<Ask<?>> asks = new ArrayList<>(ask.asks());
                    asks.add(count); // costs no run
                    return bert.submitWhenRoom(ask.part().orElse(line.text()), asks)
                            .thenApply(
                                    results -> {
                                        note.see(results.get(count));
                                        return ask.result().apply(results);
                                    });
                });
    }

    /** Handles every line, and says by the exit status whether every line has a result. */
    public int converse(Streams streams, long charactersInFlight, LineHandler handler)
            throws IOException, InterruptedException {
        try (InputStream in = open(streams);
                LineProgress progress = LineProgress.show()) {
            Conversation.Tally tally =
                    new Conversation(
                                    new LineParser(format),
                                    handler,
                                    charactersInFlight,
                                    progress::lines)
                            .run(in, streams.out());
            return conclude(tally, streams);
        } catch (ReaderGoneException e) {
            return ExitStatus.READER_GONE;
        }
    }

    private static int conclude(Conversation.Tally tally, Streams streams) {
        if (tally.failed() == 0) {
            return 0;
        }
        streams.err()
                .printf(
                        "%d of %d lines could not be answered; their output says why.%n",
                        tally.failed(), tally.failed() + tally.answered());
        return ExitStatus.SOME_UNANSWERED;
    }

    private InputStream open(Streams streams) throws IOException {
        return input.isPresent()
                ? new BufferedInputStream(Files.newInputStream(input.get()), 1 << 16)
                : streams.in();
    }

    private static void requireReadable(Path file) {
        if (!Files.exists(file)) {
            throw new UserException("--input " + file + ": there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw new UserException("--input " + file + " is a folder, expected a file of lines");
        }
        if (!Files.isReadable(file)) {
            throw new UserException("--input " + file + " may not be read");
        }
    }
}
