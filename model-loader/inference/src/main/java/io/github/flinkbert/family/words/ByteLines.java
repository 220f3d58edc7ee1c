package io.github.flinkbert.family.words;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of bytes, without what ends them. For one thread. */
final class ByteLines {

    /** A longer line is none: a word and 65,536 numbers take less. */
    static final int LONGEST = 1 << 24;

    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int next;
    private int filled;
    private boolean ended;

    /** The bytes of the line at hand are those {@code from} to {@code to} of {@link #bytes}. */
    private int from;

    private int to;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /**
     * Goes on to the next line.
     *
     * @return false at the end of the file
     * @throws LineTooLong if there is no end of a line for 16 MiB
     */
    boolean next() throws IOException {
        int looked = next;
        while (true) {
            for (int at = looked; at < filled; at++) {
                if (buffer[at] == '\n') {
                    from = next;
                    to = at;
                    next = at + 1;
                    return true;
                }
            }
            if (ended) {
                from = next;
                to = filled;
                next = filled;
                return to > from;
            }
            looked = fill();
        }
    }

    /** Reads more. */
    private int fill() throws IOException {
        int left = filled - next;
        if (left > LONGEST) {
            throw new LineTooLong();
        }
        if (next == 0 && filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        } else if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, left);
            next = 0;
            filled = left;
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        ended = read < 0;
        filled += Math.max(0, read);
        return left;
    }

    byte[] bytes() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** There is no end of a line where one must be. */
    static final class LineTooLong extends IOException {
        private static final long serialVersionUID = 1L;

        LineTooLong() {
            super("a line has more than %,d bytes".formatted(LONGEST));
        }
    }
}
