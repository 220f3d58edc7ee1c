package io.github.flinkbert.flink.task.redaction;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.task.redaction.RedactedSpan;
import io.github.flinkbert.task.redaction.Redaction;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The redacted text, then a list of spans. */
final class RedactionFormat implements ResultFormat<Redaction> {

    @Override
    public void write(Redaction redaction, DataOutputView out) throws IOException {
        Fields.writeString(redaction.text(), out);
        Fields.writeList(redaction.spans(), RedactionFormat::writeSpan, out);
    }

    @Override
    public Optional<Redaction> read(int layout, DataInputView in) throws IOException {
        String text = Fields.readString(in);
        return Optional.of(new Redaction(text, Fields.readList(RedactionFormat::readSpan, in)));
    }

    private static void writeSpan(RedactedSpan span, DataOutputView out) throws IOException {
        Fields.writeString(span.type(), out);
        out.writeInt(span.start());
        out.writeInt(span.end());
        out.writeInt(span.redactedStart());
        out.writeInt(span.redactedEnd());
    }

    private static RedactedSpan readSpan(DataInputView in) throws IOException {
        return new RedactedSpan(
                Fields.readString(in), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }
}
