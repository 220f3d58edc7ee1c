package io.github.flinkbert.tensor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Writes a safetensors file in float32, as PyTorch's tools read it. */
@Internal
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /**
     * @param tensors what is written under which name; one tensor in memory at a time
     */
    public static void write(Path file, Weights tensors) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", Map.of("format", "pt"));
        long at = 0;
        for (String name : tensors.names()) {
            Shape shape = tensors.shape(name);
            long end = at + shape.size() * Float.BYTES;
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", "F32");
            entry.put("shape", shape.asArray());
            entry.put("data_offsets", List.of(at, end));
            header.put(name, entry);
            at = end;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            byte[] json = padded(new JsonMapper().writeValueAsBytes(header));
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.write(length.putLong(json.length).array());
            out.write(json);
            for (String name : tensors.names()) {
                float[] values = new float[Math.toIntExact(tensors.shape(name).size())];
                tensors.read(name, DataBuffers.of(values, false, false));
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        }
    }

    /** The header ends in spaces, so that the numbers begin where their type is aligned. */
    static byte[] padded(byte[] json) {
        int length = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] padded = Arrays.copyOf(json, length);
        Arrays.fill(padded, json.length, length, " ".getBytes(StandardCharsets.US_ASCII)[0]);
        return padded;
    }
}
