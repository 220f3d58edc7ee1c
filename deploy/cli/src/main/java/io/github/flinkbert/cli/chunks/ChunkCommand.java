package io.github.flinkbert.cli.chunks;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.embedding.EmbeddingOptions;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Long texts in, their chunks out. */
@Command(
        name = "chunk",
        description =
                "Cut long texts at their sentences and embed each part. A text in,"
                        + " {\"id\",\"chunks\":[{\"text\",\"start\",\"end\",\"embedding\":[…]}]}"
                        + " out.")
@Internal
public final class ChunkCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;
    @Mixin private ChunkOptions chunks;
    @Mixin private EmbeddingOptions embedding;

    @Override
    public Integer call() throws Exception {
        EmbedChunks ask = chunks.ask(embedding.ask());
        lines.requireInput();
        try (Bert bert = model.open()) {
            bert.requireFit(List.of(ask));
            LineAsk each = LineAsk.of(ask, ChunkFields::chunks);
            return lines.converse(
                    root.streams(),
                    bert,
                    ask.chunking() == Chunking.LATE
                            ? LineOptions.TOKEN_CHARACTERS_IN_FLIGHT
                            : LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> each);
        }
    }
}
