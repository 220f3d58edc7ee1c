package io.github.flinkbert.location;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer that ended before its end. */
final class ConnectionDropped extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean progressed;

    /**
     * @param progressed whether more has come than ever before, so that to go on is worth while
     */
    ConnectionDropped(String message, boolean progressed, @Nullable Throwable cause) {
        super(message, cause);
        this.progressed = progressed;
    }

    boolean progressed() {
        return progressed;
    }
}
