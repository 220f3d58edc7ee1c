package io.github.flinkbert.flink.task.chunks;

import io.github.flinkbert.flink.binding.ColumnField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.schemas.Chunk;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.chunks.TextChunk;
import io.github.flinkbert.task.chunks.TextChunks;
import io.github.flinkbert.task.embedding.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link ChunksTask}. */
@Internal
public final class ChunksBinding implements TaskBinding<List<TextChunk>> {

    private static final List<ColumnField<TextChunk>> COLUMN =
            List.of(
                    new ColumnField<>("text", ScalarType.STRING, TextChunk::text),
                    new ColumnField<>("start", ScalarType.INT, TextChunk::start),
                    new ColumnField<>("end", ScalarType.INT, TextChunk::end),
                    ColumnField.vector("embedding", chunk -> chunk.embedding().vector()));

    @Override
    public TaskKey<List<TextChunk>> key() {
        return ChunksTask.KEY;
    }

    @Override
    public Optional<TaskSettings> settings() {
        return Optional.of(new ChunksSettings());
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return EmbedChunks.class;
    }

    @Override
    public Optional<List<TextChunk>> gather(Results results) {
        return TaskBinding.resultsOf(EmbedChunks.class, results)
                .map(TextChunks::chunks)
                .findFirst();
    }

    @Override
    public ResultFormat<List<TextChunk>> format() {
        return new ChunksFormat();
    }

    @Override
    public Summary<List<TextChunk>> summary() {
        return new ChunksSummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, List<TextChunk>>> field() {
        return Optional.of(
                (text, chunks) ->
                        text.setChunks(chunks.stream().map(ChunksBinding::written).toList()));
    }

    private static Chunk written(TextChunk chunk) {
        return new Chunk(chunk.text(), chunk.start(), chunk.end(), boxed(chunk.embedding()));
    }

    private static List<Float> boxed(Embedding embedding) {
        List<Float> values = new ArrayList<>(embedding.size());
        for (int i = 0; i < embedding.size(); i++) {
            values.add(embedding.get(i));
        }
        return values;
    }

    @Override
    public List<OutputColumn<List<TextChunk>>> columns() {
        return List.of(OutputColumn.rows("chunks", COLUMN, Function.identity()));
    }
}
