package io.github.flinkbert.flink.wire;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.model.ModelDefinition;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link ModelDefinition}. */
@Internal
public final class ModelDefinitionFormat implements WireFormat<ModelDefinition> {

    private static final int LAYOUT = 4;

    /** The last that did not say which of several devices, and whether XLA compiles. */
    private static final int WITHOUT_ACCELERATION = 1;

    /** The last that did not say how long a sequence may be. */
    private static final int WITHOUT_MAX_POSITIONS = 2;

    /** The last that bound the cache by texts, and did not say what a head with labels is. */
    private static final int CACHE_BY_TEXTS = 3;

    @Override
    public Class<ModelDefinition> type() {
        return ModelDefinition.class;
    }

    @Override
    public void write(ModelDefinition value, DataOutputView out) throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        BertOptions options = value.options();
        Fields.writeString(options.checkpoint(), out);
        out.writeUTF(options.casing().name());
        out.writeUTF(options.precision().name());
        out.writeUTF(options.device().name());
        out.writeInt(options.acceleration().index());
        out.writeBoolean(options.acceleration().xla());
        out.writeInt(options.threads());
        out.writeLong(options.cacheBytes());
        out.writeInt(options.maxPositions());
        Fields.writeString(options.labelHead().map(LabelHeadKind::name).orElse(null), out);
        Fields.writeString(value.checkpointDigest(), out);
        out.writeInt(value.adapters().size());
        for (Map.Entry<String, PackedAdapter> adapter : value.adapters().entrySet()) {
            Fields.writeString(adapter.getKey(), out);
            Fields.writeString(adapter.getValue().name(), out);
            Fields.writeString(adapter.getValue().digest(), out);
            out.writeInt(adapter.getValue().files().size());
            for (Map.Entry<String, byte[]> file : adapter.getValue().files().entrySet()) {
                Fields.writeString(file.getKey(), out);
                Fields.writeBytes(file.getValue(), out);
            }
        }
    }

    @Override
    public ModelDefinition read(DataInputView in) throws IOException {
        int layout = WireFormats.readVersion(LAYOUT, "a model's definition", in);
        BertOptions options = readOptions(layout, in);
        String checkpointDigest = Fields.readString(in);
        Map<String, PackedAdapter> adapters = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            adapters.put(Fields.readString(in), readAdapter(in));
        }
        return new ModelDefinition(options, checkpointDigest, adapters);
    }

    private static BertOptions readOptions(int layout, DataInputView in) throws IOException {
        BertOptions options =
                BertOptions.builder(Fields.readString(in))
                        .casing(CasingChoice.valueOf(in.readUTF()))
                        .precision(Precision.valueOf(in.readUTF()))
                        .device(Device.valueOf(in.readUTF()))
                        .acceleration(
                                layout > WITHOUT_ACCELERATION
                                        ? new Acceleration(in.readInt(), in.readBoolean())
                                        : Acceleration.NONE)
                        .threads(in.readInt())
                        .build();
        if (layout > CACHE_BY_TEXTS) {
            return options.toBuilder()
                    .cacheBytes(in.readLong())
                    .maxPositions(in.readInt())
                    .labelHead(
                            Optional.ofNullable(Fields.readNullableString(in))
                                    .map(LabelHeadKind::valueOf))
                    .build();
        }
        BertOptions cached = options.withCachedTexts(in.readInt());
        return layout > WITHOUT_MAX_POSITIONS ? cached.withMaxPositions(in.readInt()) : cached;
    }

    private static PackedAdapter readAdapter(DataInputView in) throws IOException {
        String name = Fields.readString(in);
        String digest = Fields.readString(in);
        Map<String, byte[]> files = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            files.put(Fields.readString(in), Fields.readBytes(in));
        }
        return new PackedAdapter(name, digest, files);
    }
}
