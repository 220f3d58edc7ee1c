package io.github.flinkbert.flink.task.vocabulary;

import io.github.flinkbert.flink.binding.ResultFormat;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** One number; NaN for none. */
final class VocabularyFormat implements ResultFormat<Float> {

    @Override
    public void write(Float share, DataOutputView out) throws IOException {
        out.writeFloat(share);
    }

    @Override
    public Optional<Float> read(int layout, DataInputView in) throws IOException {
        return Optional.of(in.readFloat()).filter(share -> !share.isNaN());
    }
}
