package io.github.flinkbert.cli.embedding;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.cli.lines.UnknownPiecesNote;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.embedding.EmbedTokens;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Texts in, vectors out. */
@Command(
        name = "embed",
        description =
                "Embed each text: {\"id\",\"text\"} or a plain line in,"
                        + " {\"id\",\"embedding\":[…]} out.")
public final class EmbedCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;
    @Mixin private EmbeddingOptions embedding;

    @Option(
            names = "--tokens",
            description =
                    "One vector per token: {\"id\",\"tokens\":[{\"token\",\"start\",\"end\","
                            + "\"embedding\":[…]}]}.")
    private boolean tokens;

    @Override
    public Integer call() throws Exception {
        requireSound();
        lines.requireInput();
        try (Bert bert = model.open()) {
            UnknownPiecesNote note = new UnknownPiecesNote(bert, root.streams());
            return tokens
                    ? converse(
                            bert,
                            note,
                            LineOptions.TOKEN_CHARACTERS_IN_FLIGHT,
                            new EmbedTokens(embedding.layers()),
                            EmbeddingFields::tokenEmbeddings)
                    : converse(
                            bert,
                            note,
                            LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                            embedding.ask(),
                            EmbeddingFields::embedding);
        }
    }

    private <R> int converse(
            Bert bert,
            UnknownPiecesNote note,
            long charactersInFlight,
            Ask<R> ask,
            Function<R, LineResult> fields)
            throws Exception {
        return lines.converse(
                root.streams(),
                charactersInFlight,
                line ->
                        bert.submitWhenRoom(line.text(), note.with(List.of(ask)))
                                .thenApply(note::see)
                                .thenApply(results -> fields.apply(results.get(ask))));
    }

    /** Before a model is loaded, which takes long. */
    private void requireSound() {
        var unused = embedding.ask();
        if (tokens && embedding.onlyForPooled().isPresent()) {
            throw new UserException(
                    "--tokens gives every token's own vector: it cannot go with "
                            + embedding.onlyForPooled().get());
        }
    }
}
