package io.github.flinkbert.flink.wire;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Remembers in a savepoint which format wrote; the values say which version of it. */
@Internal
public final class WireSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int VERSION = 1;

    private Class<? extends WireFormat<T>> formatClass;

    /** For Flink, which then calls {@link #readSnapshot}. */
    public WireSerializerSnapshot() {}

    WireSerializerSnapshot(Class<? extends WireFormat<T>> formatClass) {
        this.formatClass = formatClass;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(formatClass.getName());
    }

    @Override
    @SuppressWarnings("unchecked") // a WireFormat, and of T, for this class wrote its name
    public void readSnapshot(int version, DataInputView in, ClassLoader classes)
            throws IOException {
        formatClass =
                (Class<? extends WireFormat<T>>)
                        WireFormats.find(in.readUTF(), WireFormat.class, classes);
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new WireSerializer<>(WireFormats.newInstance(formatClass));
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> old) {
        return old instanceof WireSerializerSnapshot<T> that && that.formatClass == formatClass
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
