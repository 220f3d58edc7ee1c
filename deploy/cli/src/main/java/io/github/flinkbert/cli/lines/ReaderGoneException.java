package io.github.flinkbert.cli.lines;

import java.io.IOException;

/**
 * Nobody reads the output any more, as with {@code | head -1}: a reason to end, not to complain.
 */
final class ReaderGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    ReaderGoneException(IOException cause) {
        super("the output cannot be written: " + cause.getMessage(), cause);
    }

    /** Java has no exception of its own for this; the operating system's words are all there is. */
    static boolean isMeantBy(IOException failure) {
        String words = String.valueOf(failure.getMessage());
        return words.contains("Broken pipe") || words.contains("pipe is being closed");
    }
}
