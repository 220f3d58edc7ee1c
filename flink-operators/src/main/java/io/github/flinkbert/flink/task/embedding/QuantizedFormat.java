package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.task.embedding.QuantizedEmbedding;
import io.github.flinkbert.task.embedding.VectorFormat;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The format's name, how many numbers, and their bytes. */
final class QuantizedFormat implements ResultFormat<QuantizedEmbedding> {

    @Override
    public void write(QuantizedEmbedding vector, DataOutputView out) throws IOException {
        Fields.writeString(vector.format().name(), out);
        out.writeInt(vector.dimensions());
        Fields.writeBytes(vector.bytes(), out);
    }

    @Override
    public Optional<QuantizedEmbedding> read(int layout, DataInputView in) throws IOException {
        String format = Fields.readString(in);
        int dimensions = in.readInt();
        byte[] bytes = Fields.readBytes(in);
        try {
            return Optional.of(
                    QuantizedEmbedding.of(VectorFormat.valueOf(format), dimensions, bytes));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "a vector in the state is none that this version of the job knows: " + format,
                    e);
        }
    }
}
