package io.github.flinkbert.flink.inplace.avro;

import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.decode.StrictUtf8;
import java.util.Arrays;

/**
 * Reads Avro binary of unknown origin, and knows at which byte it is. Lengths and counts that
 * cannot be are refused before room is made for them.
 */
final class AvroCursor {

    /** Elements that take no bytes, such as nulls, that a value may have beside its bytes. */
    private static final int MOST_EMPTY_ELEMENTS = 1_000_000;

    private static final int LONGEST_NUMBER = 10;

    private final byte[] bytes;
    private int at;
    private long elementsLeft;

    /**
     * @param from where the datum begins
     */
    AvroCursor(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
        this.elementsLeft = (long) bytes.length + MOST_EMPTY_ELEMENTS;
    }

    int position() {
        return at;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    /** A number of 7 bits a byte, the lowest first, of which the lowest bit is the sign. */
    long readLong() throws MalformedRecordException {
        long raw = 0;
        for (int i = 0; i < LONGEST_NUMBER; i++) {
            requireLeft(1);
            byte next = bytes[at++];
            raw |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw malformed("a number has more than %d bytes".formatted(LONGEST_NUMBER));
    }

    int readInt() throws MalformedRecordException {
        long value = readLong();
        if (value != (int) value) {
            throw malformed("an int has more than 32 bits");
        }
        return (int) value;
    }

    /** A number that chooses one of so many. */
    int readIndex(int size, String what) throws MalformedRecordException {
        long index = readLong();
        if (index < 0 || index >= size) {
            throw malformed("it claims %s %d of %d".formatted(what, index, size));
        }
        return (int) index;
    }

    /** A count of elements that follow. */
    void take(long elements) throws MalformedRecordException {
        elementsLeft -= elements;
        if (elements < 0 || elementsLeft < 0) {
            throw malformed("it claims more elements than its bytes can hold");
        }
    }

    boolean readBoolean() throws MalformedRecordException {
        requireLeft(1);
        return bytes[at++] == 1;
    }

    String readString(String what) throws MalformedRecordException {
        int length = readLength();
        at += length;
        return StrictUtf8.decode(Arrays.copyOfRange(bytes, at - length, at), what);
    }

    /** Passes over bytes, or a string, behind their length. */
    void skipBytes() throws MalformedRecordException {
        int length = readLength();
        at += length;
    }

    void skip(int count) throws MalformedRecordException {
        requireLeft(count);
        at += count;
    }

    private int readLength() throws MalformedRecordException {
        long length = readLong();
        if (length < 0 || length > bytes.length - at) {
            throw malformed(
                    "it claims a length of %d where %d bytes are left"
                            .formatted(length, bytes.length - at));
        }
        return (int) length;
    }

    private void requireLeft(int count) throws MalformedRecordException {
        if (bytes.length - at < count) {
            throw malformed("it ends too early");
        }
    }

    static MalformedRecordException malformed(String reason) {
        return new MalformedRecordException("the value does not follow its Avro schema: " + reason);
    }
}
