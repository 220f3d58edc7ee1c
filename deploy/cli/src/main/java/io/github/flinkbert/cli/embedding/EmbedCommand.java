package io.github.flinkbert.cli.embedding;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.embedding.EmbedTokens;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
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
@Internal
public final class EmbedCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;
    @Mixin private EmbeddingOptions embedding;
    @Mixin private VectorFormatOptions vectors;

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
            LineAsk ask =
                    tokens
                            ? LineAsk.of(
                                    new EmbedTokens(embedding.layers(), embedding.prompt()),
                                    EmbeddingFields::tokenEmbeddings)
                            : vectors.of(embedding.ask());
            int status =
                    lines.converse(
                            root.streams(),
                            bert,
                            tokens
                                    ? LineOptions.TOKEN_CHARACTERS_IN_FLIGHT
                                    : LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                            line -> ask);
            vectors.writeRanges(bert.model().name(), root.streams().err());
            return status;
        }
    }

    /** Before a model is loaded, which takes long. */
    private void requireSound() {
        var unused = embedding.ask();
        vectors.requireSound();
        Optional<String> pooled = embedding.onlyForPooled().or(vectors::onlyForPooled);
        if (tokens && pooled.isPresent()) {
            throw new UserException(
                    "--tokens gives every token's own vector: it cannot go with " + pooled.get());
        }
    }
}
