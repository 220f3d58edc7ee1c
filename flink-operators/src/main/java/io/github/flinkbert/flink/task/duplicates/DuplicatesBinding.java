package io.github.flinkbert.flink.task.duplicates;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the Flink side knows of {@link DuplicatesTask}. */
@Internal
public final class DuplicatesBinding implements TaskBinding<String> {

    /** Nothing is asked of a model. */
    private interface Unasked extends Ask<String> {}

    @Override
    public TaskKey<String> key() {
        return DuplicatesTask.FIRST;
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return Unasked.class;
    }

    @Override
    public Optional<String> gather(Results results) {
        return Optional.empty();
    }

    @Override
    public ResultFormat<String> format() {
        return new ResultFormat<>() {
            @Override
            public void write(String first, DataOutputView out) throws IOException {
                Fields.writeString(first, out);
            }

            @Override
            public Optional<String> read(int layout, DataInputView in) throws IOException {
                return Optional.of(Fields.readString(in));
            }
        };
    }

    @Override
    public Summary<String> summary() {
        return new Summary<>() {
            @Override
            public String of(String first) {
                return "near duplicate of " + Summary.cut(first);
            }

            @Override
            public String countOf(String first) {
                return "near duplicate";
            }
        };
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, String>> field() {
        return Optional.of(EnrichedText.Builder::setDuplicateOf);
    }
}
