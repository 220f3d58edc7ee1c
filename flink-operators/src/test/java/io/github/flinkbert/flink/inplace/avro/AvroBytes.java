package io.github.flinkbert.flink.inplace.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Avro binary, written and read by Avro itself. */
public final class AvroBytes {

    private AvroBytes() {}

    /**
     * @param sized whether blocks say their length in bytes, as some producers write them
     */
    public static byte[] of(Object datum, Schema schema, boolean sized) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out =
                sized
                        ? new EncoderFactory()
                                .configureBlockSize(64)
                                .blockingBinaryEncoder(bytes, null)
                        : EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(datum, out);
        out.flush();
        return bytes.toByteArray();
    }

    /** All of the bytes. */
    static Object read(byte[] bytes, Schema writer, Schema reader) throws IOException {
        var in = DecoderFactory.get().binaryDecoder(bytes, null);
        Object datum = new GenericDatumReader<>(writer, reader).read(null, in);
        assertThat(in.isEnd()).isTrue();
        return datum;
    }
}
