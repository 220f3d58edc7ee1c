package io.github.flinkbert.cli.tokenize;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.cli.lines.JsonFields;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.cli.lines.UnknownPiecesNote;
import io.github.flinkbert.cli.option.ModelLocationOptions;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Texts in, WordPieces out: the checkpoint's vocabulary is read, its weights are not. */
@Command(
        name = "tokenize",
        description =
                "Cut texts into WordPieces: a text in,"
                        + " {\"id\",\"tokens\":[{\"token\",\"id\",\"start\",\"end\"}]} out.")
@Internal
public final class TokenizeCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelLocationOptions which;

    @Override
    public Integer call() throws Exception {
        lines.requireInput();
        try (Checkpoint checkpoint = which.open()) {
            Tokenizer tokenizer = which.tokenizer(checkpoint);
            UnknownPiecesNote note = new UnknownPiecesNote(checkpoint.name(), root.streams());
            return lines.converse(
                    root.streams(),
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> {
                        Pieces pieces = tokenizer.tokenize(line.text());
                        int unknown = pieces.count(tokenizer.vocabulary().unknownId());
                        note.see(new UnknownPieces(unknown, pieces.size()));
                        return CompletableFuture.completedFuture(
                                tokens(tokenizer.vocabulary(), pieces));
                    });
        }
    }

    private static LineResult tokens(Vocabulary vocabulary, Pieces pieces) {
        return json -> {
            json.writeArrayFieldStart("tokens");
            for (int i = 0; i < pieces.size(); i++) {
                json.writeStartObject();
                JsonFields.writeToken(
                        json,
                        vocabulary.piece(pieces.id(i)),
                        pieces.id(i),
                        pieces.start(i),
                        pieces.end(i));
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }
}
