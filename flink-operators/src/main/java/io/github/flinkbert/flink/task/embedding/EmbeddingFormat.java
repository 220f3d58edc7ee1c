package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.task.embedding.Embedding;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A list of numbers. */
final class EmbeddingFormat implements ResultFormat<Embedding> {

    @Override
    public void write(Embedding embedding, DataOutputView out) throws IOException {
        out.writeInt(embedding.size());
        for (int i = 0; i < embedding.size(); i++) {
            out.writeFloat(embedding.get(i));
        }
    }

    @Override
    public Optional<Embedding> read(int layout, DataInputView in) throws IOException {
        return Optional.ofNullable(Fields.readNullableFloats(in)).map(Embedding::of);
    }
}
