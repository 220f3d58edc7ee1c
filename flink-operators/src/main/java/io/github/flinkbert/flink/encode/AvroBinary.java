package io.github.flinkbert.flink.encode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes records of one class in plain Avro binary. Used by one thread. */
final class AvroBinary<T extends SpecificRecord> {

    private final SpecificDatumWriter<T> writer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    private @Nullable BinaryEncoder encoder;

    AvroBinary(Class<T> type) {
        this.writer = new SpecificDatumWriter<>(type);
    }

    byte[] write(T record) {
        bytes.reset();
        try {
            BinaryEncoder into = EncoderFactory.get().binaryEncoder(bytes, encoder);
            encoder = into;
            writer.write(record, into);
            into.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }
}
