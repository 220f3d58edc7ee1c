package io.github.flinkbert.flink.binding;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How a task's result lies in Flink's state and on the wire between operators: a section of its
 * own, whose layout and length are written before it. Stateless.
 */
@Internal
public interface ResultFormat<R> {

    /** The layout that {@link #write} writes, from 1; one more with each that differs. */
    default int layout() {
        return 1;
    }

    void write(R result, DataOutputView out) throws IOException;

    /**
     * @param layout from 1 to {@link #layout()}
     * @return empty where an earlier version of the job wrote that there is none
     */
    Optional<R> read(int layout, DataInputView in) throws IOException;
}
