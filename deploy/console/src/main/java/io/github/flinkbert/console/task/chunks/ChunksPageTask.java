package io.github.flinkbert.console.task.chunks;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.task.chunks.EmbedChunks;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Where texts of the stream were cut, and where one that is tried would be. */
@Internal
public final class ChunksPageTask implements PageTask {

    @Override
    public Optional<RecordField<?>> field() {
        return Optional.of(new ChunksField());
    }

    /** Shows {@code chunks}. */
    @Override
    public void ask(Trial trial) {
        trial.show("chunks", List.of());
        trial.ask(
                EmbedChunks.asReleased(),
                found ->
                        trial.show("chunks", found.chunks().stream().map(ShownChunk::of).toList()));
    }
}
