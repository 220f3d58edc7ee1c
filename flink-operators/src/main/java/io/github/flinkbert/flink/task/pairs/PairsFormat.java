package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.task.labels.LabelsFormat;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Whether the texts were cut, and the labels as {@link LabelsFormat} has them in layout 1. */
final class PairsFormat implements ResultFormat<PairResult> {

    private static final int LAYOUT_OF_LABELS = 1;

    private final LabelsFormat labels = new LabelsFormat();

    @Override
    public void write(PairResult pair, DataOutputView out) throws IOException {
        out.writeBoolean(pair.truncated());
        labels.write(pair.labels(), out);
    }

    @Override
    public Optional<PairResult> read(int layout, DataInputView in) throws IOException {
        boolean truncated = in.readBoolean();
        return labels.read(LAYOUT_OF_LABELS, in).map(found -> new PairResult(found, truncated));
    }
}
