package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.Tasks;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The layout of {@link TextQuery}. Layout 1 had one input, which it did not name; layout 3 has
 * several texts by path, and is written only where there are any.
 */
@Internal
public final class TextQueryFormat implements WireFormat<TextQuery> {

    private static final int LAYOUT = 3;
    private static final int OF_ONE_TEXT = 2;

    private final KafkaRecordFormat record = new KafkaRecordFormat();

    @Override
    public Class<TextQuery> type() {
        return TextQuery.class;
    }

    @Override
    public void write(TextQuery value, DataOutputView out) throws IOException {
        boolean one = value.textsByPath().isEmpty();
        WireFormats.writeVersion(one ? OF_ONE_TEXT : LAYOUT, out);
        record.write(value.record(), out);
        Fields.writeString(value.id(), out);
        Fields.writeString(value.text(), out);
        writeInputs(value.inputs(), out);
        out.writeBoolean(value.eventTime().isPresent());
        out.writeLong(value.eventTime().orElse(0));
        Fields.writeMap(value.attributes(), out);
        if (!one) {
            Fields.writeMap(value.textsByPath(), out);
        }
    }

    @Override
    public TextQuery read(DataInputView in) throws IOException {
        int layout = WireFormats.readVersion(LAYOUT, "a text in flight", in);
        return new TextQuery(
                record.read(in),
                Fields.readString(in),
                Fields.readString(in),
                layout == 1 ? readOnlyInput(in) : readInputs(in),
                readTime(in),
                Fields.readMap(in),
                layout == LAYOUT ? Fields.readMap(in) : Map.of());
    }

    private static void writeInputs(Map<InputField, String> inputs, DataOutputView out)
            throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        inputs.forEach((field, value) -> named.put(field.name(), value));
        Fields.writeMap(named, out);
    }

    private static Map<InputField, String> readInputs(DataInputView in) throws IOException {
        Map<InputField, String> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, String> named : Fields.readMap(in).entrySet()) {
            InputField field =
                    Tasks.INPUTS.stream()
                            .filter(known -> known.name().equals(named.getKey()))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    "a text in flight brings a %s, which this version of the job does not know"
                                                            .formatted(named.getKey())));
            inputs.put(field, named.getValue());
        }
        return inputs;
    }

    private static Map<InputField, String> readOnlyInput(DataInputView in) throws IOException {
        String value = Fields.readNullableString(in);
        return value == null ? Map.of() : Map.of(Tasks.INPUT_OF_LAYOUT_1, value);
    }

    private static OptionalLong readTime(DataInputView in) throws IOException {
        boolean present = in.readBoolean();
        long millis = in.readLong();
        return present ? OptionalLong.of(millis) : OptionalLong.empty();
    }
}
