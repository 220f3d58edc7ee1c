package io.github.flinkbert.flink.wire;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Makes a {@link NestingFormat} and a serializer of what it holds a serializer of Flink's. */
@Internal
public final class NestingSerializer<V, T> extends TypeSerializer<V> {

    private static final long serialVersionUID = 1L;

    private final Class<? extends NestingFormat<V, T>> formatClass;
    private final TypeSerializer<T> nested;
    private transient @Nullable NestingFormat<V, T> format;

    NestingSerializer(Class<? extends NestingFormat<V, T>> formatClass, TypeSerializer<T> nested) {
        this.formatClass = formatClass;
        this.nested = nested;
    }

    Class<? extends NestingFormat<V, T>> formatClass() {
        return formatClass;
    }

    TypeSerializer<T> nested() {
        return nested;
    }

    private NestingFormat<V, T> format() {
        NestingFormat<V, T> known = format;
        if (known == null) {
            known = WireFormats.newInstance(formatClass);
            format = known;
        }
        return known;
    }

    @Override
    public void serialize(V value, DataOutputView out) throws IOException {
        format().write(value, nested, out);
    }

    @Override
    public V deserialize(DataInputView in) throws IOException {
        return format().read(nested, in);
    }

    @Override
    public V deserialize(V reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public V copy(V from) {
        return isImmutableType() ? from : format().copy(from, nested::copy);
    }

    @Override
    public V copy(V from, V reuse) {
        return copy(from);
    }

    @Override
    public boolean isImmutableType() {
        return nested.isImmutableType();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a serializer without state gives itself
    public TypeSerializer<V> duplicate() {
        TypeSerializer<T> own = nested.duplicate();
        return own == nested ? this : new NestingSerializer<>(formatClass, own);
    }

    /** Flink asks for an instance to reuse; immutable values have none. */
    @Override
    public @Nullable V createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NestingSerializer<?, ?> that
                && that.formatClass == formatClass
                && that.nested.equals(nested);
    }

    @Override
    public int hashCode() {
        return 31 * formatClass.hashCode() + nested.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<V> snapshotConfiguration() {
        return new NestingSerializerSnapshot<>(this);
    }
}
