package io.github.flinkbert.flink.wire;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How values of a type lie in Flink's state and on the wire between operators. Implementations are
 * stateless, have a public constructor without parameters, and begin each value with the version of
 * its layout, so that a later version of the job restores what this one saved.
 */
@Internal
public interface WireFormat<T> {

    /** What it writes. */
    Class<T> type();

    void write(T value, DataOutputView out) throws IOException;

    T read(DataInputView in) throws IOException;
}
