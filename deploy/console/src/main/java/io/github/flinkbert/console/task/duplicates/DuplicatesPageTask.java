package io.github.flinkbert.console.task.duplicates;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.Trial;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Near duplicates, which the page folds. */
@Internal
public final class DuplicatesPageTask implements PageTask {

    @Override
    public Optional<RecordField<?>> field() {
        return Optional.of(new DuplicatesField());
    }

    /** Nothing: a text that is typed in is no text of the stream. */
    @Override
    public void ask(Trial trial) {}
}
