package io.github.flinkbert.flink.task.chunks;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.task.chunks.TextChunk;
import io.github.flinkbert.task.embedding.Embedding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A list of chunks. */
final class ChunksFormat implements ResultFormat<List<TextChunk>> {

    @Override
    public void write(List<TextChunk> chunks, DataOutputView out) throws IOException {
        Fields.writeList(chunks, ChunksFormat::writeChunk, out);
    }

    @Override
    public Optional<List<TextChunk>> read(int layout, DataInputView in) throws IOException {
        return Optional.of(List.copyOf(Fields.readList(ChunksFormat::readChunk, in)));
    }

    private static void writeChunk(TextChunk chunk, DataOutputView out) throws IOException {
        Fields.writeString(chunk.text(), out);
        out.writeInt(chunk.start());
        out.writeInt(chunk.end());
        Fields.writeFloats(chunk.embedding().vector(), out);
    }

    private static TextChunk readChunk(DataInputView in) throws IOException {
        String text = Fields.readString(in);
        int start = in.readInt();
        int end = in.readInt();
        float[] vector = Fields.readNullableFloats(in);
        if (vector == null) {
            throw new IOException("the state must have a chunk's vector here, found null");
        }
        return new TextChunk(text, start, end, Embedding.of(vector));
    }
}
