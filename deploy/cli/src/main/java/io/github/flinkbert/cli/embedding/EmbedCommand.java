package io.github.flinkbert.cli.embedding;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.FlinkBert;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.cli.lines.ResultFields;
import io.github.flinkbert.cli.lines.UnknownPiecesNote;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
import java.util.List;
import java.util.concurrent.Callable;
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
final class EmbedCommand implements Callable<Integer> {

    @ParentCommand private FlinkBert root;
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
            Ask ask = tokens ? new Ask.EmbedTokens(embedding.layers()) : embedding.ask(bert);
            return lines.converse(
                    root.streams(),
                    tokens
                            ? LineOptions.TOKEN_CHARACTERS_IN_FLIGHT
                            : LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line ->
                            bert.submitWhenRoom(line.text(), note.with(List.of(ask)))
                                    .thenApply(note::see)
                                    .thenApply(replies -> answer(replies.get(0))));
        }
    }

    /** Before a model is loaded, which takes long. */
    private void requireSound() {
        var unused = embedding.asked();
        if (tokens && embedding.onlyForPooled().isPresent()) {
            throw new UserException(
                    "--tokens gives every token's own vector: it cannot go with "
                            + embedding.onlyForPooled().get());
        }
    }

    private static LineResult answer(Reply reply) {
        return reply instanceof Reply.TokenEmbeddings vectors
                ? ResultFields.tokenEmbeddings(vectors)
                : ResultFields.embedding((Reply.Embedding) reply);
    }
}
