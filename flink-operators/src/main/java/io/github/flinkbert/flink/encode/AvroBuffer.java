package io.github.flinkbert.flink.encode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Takes Avro binary into memory, which is used again for the next. Used by one thread. */
final class AvroBuffer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    private @Nullable BinaryEncoder encoder;

    /** Writes a datum. */
    @FunctionalInterface
    interface Datum {
        void write(BinaryEncoder out) throws IOException;
    }

    byte[] write(Datum datum) {
        try {
            BinaryEncoder into = EncoderFactory.get().binaryEncoder(bytes, encoder);
            encoder = into;
            bytes.reset(); // now: of a datum that failed, the encoder still held some
            datum.write(into);
            into.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }
}
