package io.github.flinkbert.flink.decode;

import io.github.flinkbert.failure.FailureMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary decoder for bytes of unknown origin. Avro's own makes room for as much as a length
 * in the input claims, up to 2 GiB, before it looks whether it is there: a broken record of ten
 * bytes would take the whole process down. And it mends broken UTF-8. This one refuses both.
 */
final class BoundedAvroDecoder extends Decoder {

    private final BinaryDecoder in;
    private final int length;
    private final boolean bytesAreText;

    BoundedAvroDecoder(byte[] bytes) {
        this(bytes, false);
    }

    /**
     * @param bytesAreText whether all bytes that are read, and not skipped, become strings, as Avro
     *     lets them
     */
    BoundedAvroDecoder(byte[] bytes, boolean bytesAreText) {
        this.bytesAreText = bytesAreText;
        this.in = DecoderFactory.get().binaryDecoder(bytes, null);
        this.length = bytes.length;
    }

    /** The input claims what cannot be, or is no UTF-8. */
    static final class RejectedException extends AvroRuntimeException {
        private static final long serialVersionUID = 1L;

        RejectedException(String message) {
            super(message);
        }
    }

    boolean isAtEnd() {
        try {
            return in.isEnd();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }

    private int bounded(long claimed, String what) {
        if (claimed < 0 || claimed > length) {
            throw new RejectedException(
                    "it claims %s of %d in a value of %d bytes".formatted(what, claimed, length));
        }
        return (int) claimed;
    }

    private byte[] bytes() throws IOException {
        byte[] bytes = new byte[bounded(in.readLong(), "a length")];
        in.readFixed(bytes);
        return bytes;
    }

    @Override
    public String readString() throws IOException {
        return text(bytes());
    }

    private static String text(byte[] bytes) {
        try {
            return StrictUtf8.decode(bytes, "a string in it");
        } catch (MalformedRecordException e) {
            throw new RejectedException(FailureMessage.of(e));
        }
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public void skipString() throws IOException {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        byte[] bytes = bytes();
        if (bytesAreText) {
            text(bytes);
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void skipBytes() throws IOException {
        in.skipFixed(bounded(in.readLong(), "a length"));
    }

    @Override
    public long readArrayStart() throws IOException {
        return bounded(in.readArrayStart(), "a count");
    }

    @Override
    public long arrayNext() throws IOException {
        return bounded(in.arrayNext(), "a count");
    }

    @Override
    public long skipArray() throws IOException {
        return bounded(in.skipArray(), "a count");
    }

    @Override
    public long readMapStart() throws IOException {
        return bounded(in.readMapStart(), "a count");
    }

    @Override
    public long mapNext() throws IOException {
        return bounded(in.mapNext(), "a count");
    }

    @Override
    public long skipMap() throws IOException {
        return bounded(in.skipMap(), "a count");
    }

    @Override
    public void readNull() throws IOException {
        in.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return in.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return in.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return in.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return in.readDouble();
    }

    @Override
    public void readFixed(byte[] bytes, int start, int count) throws IOException {
        in.readFixed(bytes, start, count);
    }

    @Override
    public void skipFixed(int count) throws IOException {
        in.skipFixed(count);
    }

    @Override
    public int readEnum() throws IOException {
        return in.readEnum();
    }

    @Override
    public int readIndex() throws IOException {
        return in.readIndex();
    }
}
