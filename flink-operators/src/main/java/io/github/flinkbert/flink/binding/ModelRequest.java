package io.github.flinkbert.flink.binding;

import org.apache.flink.annotation.Internal;

/** A request of which a {@link ModelChoice} says which model it is for. */
@Internal
public interface ModelRequest extends TaskRequest {

    ModelChoice model();
}
