package io.github.flinkbert.cli.lines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream of bytes into lines; a byte order mark is not text. A line ends with LF or CRLF; in
 * an input that has no LF before its end, or none in its first mebibyte, with CR.
 */
final class LineSource {

    private static final byte[] NONE = {};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Of the input, in which an LF is looked for where there is a CR. */
    private static final int LOOK_AHEAD = 1 << 20;

    private final InputStream in;

    /** Read from {@link #in} and not yet taken, from {@link #taken} on. */
    private byte[] ahead = NONE;

    private int taken;
    private boolean lineEndIsKnown;
    private int lineEnd = '\n';
    private long number;

    /**
     * @param in buffered by the caller
     */
    public LineSource(InputStream in) {
        this.in = in;
    }

    /** How many lines have been read: the number of the last one, from 1. */
    public long number() {
        return number;
    }

    /** The next line without its end; empty at the end of the input. */
    public Optional<byte[]> next() throws IOException {
        if (!lineEndIsKnown) {
            findLineEnd();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int b = read();
        if (b < 0) {
            return Optional.empty();
        }
        while (b >= 0 && b != lineEnd) {
            line.write(b);
            b = read();
        }
        number++;
        return Optional.of(trim(line.toByteArray()));
    }

    /** Reads no further than the first line goes, unless it holds a CR and no LF ends it. */
    private void findLineEnd() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream(128);
        boolean carriageReturn = false;
        int b = in.read();
        while (b >= 0) {
            read.write(b);
            if (b == '\n' || (carriageReturn && read.size() >= LOOK_AHEAD)) {
                break;
            }
            carriageReturn |= b == '\r';
            b = in.read();
        }
        lineEnd = carriageReturn && b != '\n' ? '\r' : '\n';
        lineEndIsKnown = true;
        ahead = read.toByteArray();
    }

    private int read() throws IOException {
        if (taken < ahead.length) {
            return ahead[taken++] & 0xFF;
        }
        ahead = NONE;
        taken = 0;
        return in.read();
    }

    private byte[] trim(byte[] line) {
        int start = number == 1 && startsWithMark(line) ? BYTE_ORDER_MARK.length : 0;
        int end =
                line.length > start && line[line.length - 1] == '\r'
                        ? line.length - 1
                        : line.length;
        return start == 0 && end == line.length ? line : Arrays.copyOfRange(line, start, end);
    }

    private static boolean startsWithMark(byte[] line) {
        return line.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        line,
                        0,
                        BYTE_ORDER_MARK.length,
                        BYTE_ORDER_MARK,
                        0,
                        BYTE_ORDER_MARK.length);
    }
}
