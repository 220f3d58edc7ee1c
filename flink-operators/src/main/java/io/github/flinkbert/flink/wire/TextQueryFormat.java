package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.record.TextQuery;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link TextQuery}. */
public final class TextQueryFormat implements WireFormat<TextQuery> {

    private static final int LAYOUT = 1;

    private final KafkaRecordFormat record = new KafkaRecordFormat();

    @Override
    public Class<TextQuery> type() {
        return TextQuery.class;
    }

    @Override
    public void write(TextQuery value, DataOutputView out) throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        record.write(value.record(), out);
        Fields.writeString(value.id(), out);
        Fields.writeString(value.text(), out);
        Fields.writeString(value.question().orElse(null), out);
        out.writeBoolean(value.eventTime().isPresent());
        out.writeLong(value.eventTime().orElse(0));
        Fields.writeMap(value.attributes(), out);
    }

    @Override
    public TextQuery read(DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a text in flight", in);
        return new TextQuery(
                record.read(in),
                Fields.readString(in),
                Fields.readString(in),
                Optional.ofNullable(Fields.readString(in)),
                readTime(in),
                Fields.readMap(in));
    }

    private static OptionalLong readTime(DataInputView in) throws IOException {
        boolean present = in.readBoolean();
        long millis = in.readLong();
        return present ? OptionalLong.of(millis) : OptionalLong.empty();
    }
}
