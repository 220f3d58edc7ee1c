package io.github.flinkbert.cli.tokenize;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.cli.lines.JsonFields;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.cli.option.CheckpointOptions;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.embedding.Token;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Texts in, WordPieces out: the checkpoint's vocabulary is read, its weights are not. */
@Command(
        name = "tokenize",
        description =
                "Cut texts into WordPieces: a text in,"
                        + " {\"id\",\"tokens\":[{\"token\",\"id\",\"start\",\"end\"}]} out.")
public final class TokenizeCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private CheckpointOptions which;

    @Override
    public Integer call() throws Exception {
        lines.requireInput();
        try (Checkpoint checkpoint = which.open()) {
            Tokenizer tokenizer = which.tokenizer(checkpoint);
            return lines.converse(
                    root.streams(),
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> CompletableFuture.completedFuture(answer(tokenizer, line.text())));
        }
    }

    private static LineResult answer(Tokenizer tokenizer, String text) {
        Pieces pieces = tokenizer.tokenize(text);
        List<Token> tokens =
                IntStream.range(0, pieces.size())
                        .mapToObj(
                                i ->
                                        new Token(
                                                tokenizer.vocabulary().piece(pieces.id(i)),
                                                pieces.id(i),
                                                pieces.start(i),
                                                pieces.end(i)))
                        .toList();
        return tokens(tokens);
    }

    private static LineResult tokens(List<Token> tokens) {
        return json -> {
            json.writeArrayFieldStart("tokens");
            for (Token token : tokens) {
                json.writeStartObject();
                JsonFields.writeToken(json, token);
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }
}
