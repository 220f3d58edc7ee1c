package io.github.flinkbert.tensor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;

/**
 * Writes a safetensors file whose tensors have several number formats: float32, 8-bit and 32-bit
 * integers. Tensors are asked for their numbers when they are written, one at a time.
 */
@Internal
public final class MixedSafetensorsWriter {

    private record Entry(String name, String type, Shape shape, Supplier<byte[]> bytes, int width) {
        long length() {
            return shape.size() * width;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    /** A tensor of float32. */
    public MixedSafetensorsWriter floats(String name, Shape shape, Supplier<float[]> values) {
        return add(
                name,
                "F32",
                shape,
                () -> {
                    float[] floats = values.get();
                    ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES);
                    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats);
                    return bytes.array();
                },
                Float.BYTES);
    }

    /** A vector of float32. */
    public MixedSafetensorsWriter floats(String name, float... values) {
        return floats(name, Shape.of(values.length), () -> values);
    }

    /** A tensor of signed 8-bit integers. */
    public MixedSafetensorsWriter bytes(String name, Shape shape, Supplier<byte[]> values) {
        return add(name, "I8", shape, values, Byte.BYTES);
    }

    /** A vector of 32-bit integers. */
    public MixedSafetensorsWriter integers(String name, int[] values) {
        return add(
                name,
                "I32",
                Shape.of(values.length),
                () -> {
                    ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
                    bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
                    return bytes.array();
                },
                Integer.BYTES);
    }

    private MixedSafetensorsWriter add(
            String name, String type, Shape shape, Supplier<byte[]> bytes, int width) {
        entries.add(new Entry(name, type, shape, bytes, width));
        return this;
    }

    /**
     * @throws IllegalStateException if a tensor brings other numbers than its shape has
     */
    public void write(Path file) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", Map.of("format", "pt"));
        long at = 0;
        for (Entry entry : entries) {
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("dtype", entry.type());
            described.put("shape", entry.shape().asArray());
            described.put("data_offsets", List.of(at, at + entry.length()));
            header.put(entry.name(), described);
            at += entry.length();
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            byte[] json = SafetensorsWriter.padded(new JsonMapper().writeValueAsBytes(header));
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.write(length.putLong(json.length).array());
            out.write(json);
            for (Entry entry : entries) {
                byte[] bytes = entry.bytes().get();
                if (bytes.length != entry.length()) {
                    throw new IllegalStateException(
                            "%s has %d bytes, expected %d"
                                    .formatted(entry.name(), bytes.length, entry.length()));
                }
                out.write(bytes);
            }
        }
    }
}
