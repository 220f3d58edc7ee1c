package io.github.flinkbert.flink.wire;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Remembers in a savepoint which format wrote, and, as Flink's composite serializers do, what its
 * nested serializer was: a user's type may evolve as far as its own serializer allows.
 */
@Internal
public final class NestingSerializerSnapshot<V, T>
        extends CompositeTypeSerializerSnapshot<V, NestingSerializer<V, T>> {

    private static final int VERSION = 1;

    private Class<? extends NestingFormat<V, T>> formatClass;

    /** For Flink, which then reads what was written. */
    public NestingSerializerSnapshot() {}

    NestingSerializerSnapshot(NestingSerializer<V, T> serializer) {
        super(serializer);
        this.formatClass = serializer.formatClass();
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
        return VERSION;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(NestingSerializer<V, T> outer) {
        return new TypeSerializer<?>[] {outer.nested()};
    }

    @Override
    @SuppressWarnings("unchecked") // of T, for this class gave it to Flink
    protected NestingSerializer<V, T> createOuterSerializerWithNestedSerializers(
            TypeSerializer<?>[] nested) {
        return new NestingSerializer<>(formatClass, (TypeSerializer<T>) nested[0]);
    }

    @Override
    protected void writeOuterSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(formatClass.getName());
    }

    @Override
    @SuppressWarnings("unchecked") // a NestingFormat, and of V, for this class wrote its name
    protected void readOuterSnapshot(int version, DataInputView in, ClassLoader classes)
            throws IOException {
        formatClass =
                (Class<? extends NestingFormat<V, T>>)
                        WireFormats.find(in.readUTF(), NestingFormat.class, classes);
    }

    @Override
    protected OuterSchemaCompatibility resolveOuterSchemaCompatibility(
            TypeSerializerSnapshot<V> old) {
        return old instanceof NestingSerializerSnapshot<?, ?> that
                        && that.formatClass == formatClass
                ? OuterSchemaCompatibility.COMPATIBLE_AS_IS
                : OuterSchemaCompatibility.INCOMPATIBLE;
    }
}
