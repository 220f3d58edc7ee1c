package io.github.flinkbert.flink.task.labels;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.task.labels.LabelScore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A list of labels, each with its score. */
@Internal
public final class LabelsFormat implements ResultFormat<List<LabelScore>> {

    @Override
    public void write(List<LabelScore> labels, DataOutputView out) throws IOException {
        Fields.writeList(labels, LabelsFormat::writeLabel, out);
    }

    @Override
    public Optional<List<LabelScore>> read(int layout, DataInputView in) throws IOException {
        return Optional.ofNullable(Fields.readNullableList(LabelsFormat::readLabel, in))
                .map(List::copyOf);
    }

    private static void writeLabel(LabelScore label, DataOutputView out) throws IOException {
        Fields.writeString(label.label(), out);
        out.writeDouble(label.score());
    }

    private static LabelScore readLabel(DataInputView in) throws IOException {
        return new LabelScore(Fields.readString(in), in.readDouble());
    }
}
