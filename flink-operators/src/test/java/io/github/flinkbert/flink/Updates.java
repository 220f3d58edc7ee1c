package io.github.flinkbert.flink;

import io.github.flinkbert.schemas.ModelAdapter;
import io.github.flinkbert.schemas.ModelUpdate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Updates of a model, as bytes. */
final class Updates {

    private Updates() {}

    static byte[] adapter(String name, String location) {
        return adapterWithDigest(name, location, null);
    }

    static byte[] adapterWithDigest(String name, String location, String digest) {
        return bytes(
                ModelUpdate.newBuilder()
                        .setAdapters(Map.of(name, new ModelAdapter(location, digest)))
                        .build());
    }

    static byte[] precision(String precision) {
        return bytes(ModelUpdate.newBuilder().setPrecision(precision).build());
    }

    private static byte[] bytes(ModelUpdate update) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<>(ModelUpdate.class).write(update, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
