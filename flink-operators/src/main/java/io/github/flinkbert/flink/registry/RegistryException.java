package io.github.flinkbert.flink.registry;

import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/** The schema registry cannot be reached, or refuses: no record is at fault. */
@Internal
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
