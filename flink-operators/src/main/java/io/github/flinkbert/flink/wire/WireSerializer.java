package io.github.flinkbert.flink.wire;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Makes a {@link WireFormat} of immutable values a serializer of Flink's. Stateless. */
@Internal
public final class WireSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final Class<? extends WireFormat<T>> formatClass;
    private transient WireFormat<T> format;

    WireSerializer(WireFormat<T> format) {
        this.formatClass = classOf(format);
        this.format = format;
    }

    @SuppressWarnings("unchecked") // an object's own class
    private static <T> Class<? extends WireFormat<T>> classOf(WireFormat<T> format) {
        return (Class<? extends WireFormat<T>>) format.getClass();
    }

    Class<? extends WireFormat<T>> formatClass() {
        return formatClass;
    }

    private WireFormat<T> format() {
        if (format == null) {
            format = WireFormats.newInstance(formatClass);
        }
        return format;
    }

    @Override
    public void serialize(T value, DataOutputView out) throws IOException {
        format().write(value, out);
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        return format().read(in);
    }

    @Override
    public T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    /** Flink asks for an instance to reuse; immutable values have none. */
    @Override
    public @Nullable T createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireSerializer<?> that && that.formatClass == formatClass;
    }

    @Override
    public int hashCode() {
        return formatClass.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new WireSerializerSnapshot<>(formatClass);
    }
}
