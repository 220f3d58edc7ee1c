package io.github.flinkbert.console.task.embedding;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.Trial;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Embeddings in a byte or a bit a number: a row says that they are there. */
@Internal
public final class QuantizedPageTask implements PageTask {

    @Override
    public Optional<RecordField<?>> field() {
        return Optional.of(new QuantizedField());
    }

    /** Nothing: of a text that is typed in the page shows the numbers themselves. */
    @Override
    public void ask(Trial trial) {}
}
