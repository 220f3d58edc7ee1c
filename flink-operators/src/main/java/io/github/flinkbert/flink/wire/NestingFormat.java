package io.github.flinkbert.flink.wire;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How values that hold a value of somebody else's type lie in Flink's state and on the wire between
 * operators. Implementations are as {@link WireFormat}'s are: stateless, with a public constructor
 * without parameters, and each value begins with the version of its layout.
 *
 * @param <V> what is written
 * @param <T> what it holds, which has a serializer of its own
 */
@Internal
public interface NestingFormat<V, T> {

    void write(V value, TypeSerializer<T> nested, DataOutputView out) throws IOException;

    V read(TypeSerializer<T> nested, DataInputView in) throws IOException;

    /** The same value with a copy of what it holds. */
    V copy(V value, UnaryOperator<T> copy);
}
