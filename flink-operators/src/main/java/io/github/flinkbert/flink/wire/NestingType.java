package io.github.flinkbert.flink.wire;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink's type system of a {@link NestingFormat} and of the type that it holds. */
@Internal
public final class NestingType<V, T> extends OpaqueType<V> {

    private static final long serialVersionUID = 1L;

    private final Class<V> type;
    private final Class<? extends NestingFormat<V, T>> formatClass;
    private final TypeInformation<T> nested;

    @SuppressWarnings("unchecked") // an object's own class, and a class without its parameters
    NestingType(Class<?> type, NestingFormat<V, T> format, TypeInformation<T> nested) {
        this.type = (Class<V>) type;
        this.formatClass = (Class<? extends NestingFormat<V, T>>) format.getClass();
        this.nested = nested;
    }

    @Override
    public Class<V> getTypeClass() {
        return type;
    }

    @Override
    public TypeSerializer<V> createSerializer(SerializerConfig config) {
        return new NestingSerializer<>(formatClass, nested.createSerializer(config));
    }

    @Override
    public String toString() {
        return "%s<%s>".formatted(type.getSimpleName(), nested);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NestingType<?, ?> that
                && that.formatClass == formatClass
                && that.nested.equals(nested);
    }

    @Override
    public int hashCode() {
        return 31 * formatClass.hashCode() + nested.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof NestingType<?, ?>;
    }
}
