package io.github.flinkbert.flink.layout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The field types that formats are made of. Lengths are 4-byte integers; -1 stands for null, which
 * only the readers for nullable fields take.
 */
@Internal
public final class Fields {

    private Fields() {}

    /** Writes one element of a list. */
    @FunctionalInterface
    public interface Writer<T> {
        void write(T value, DataOutputView out) throws IOException;
    }

    /** Reads one element of a list. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(DataInputView in) throws IOException;
    }

    private static <V> V required(@Nullable V found, String what) throws IOException {
        if (found == null) {
            throw new IOException("the state must have %s here, found null".formatted(what));
        }
        return found;
    }

    public static void writeBytes(byte @Nullable [] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    public static byte[] readBytes(DataInputView in) throws IOException {
        return required(readNullableBytes(in), "bytes");
    }

    public static byte @Nullable [] readNullableBytes(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** Unlike {@code writeUTF}, takes strings of more than 64 KiB; null is written as such. */
    public static void writeString(@Nullable String text, DataOutputView out) throws IOException {
        writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
    }

    public static String readString(DataInputView in) throws IOException {
        return required(readNullableString(in), "a text");
    }

    public static @Nullable String readNullableString(DataInputView in) throws IOException {
        byte[] bytes = readNullableBytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    public static <T> void writeList(@Nullable List<T> list, Writer<T> writer, DataOutputView out)
            throws IOException {
        out.writeInt(list == null ? -1 : list.size());
        if (list != null) {
            for (T element : list) {
                writer.write(element, out);
            }
        }
    }

    public static <T> List<T> readList(Reader<T> reader, DataInputView in) throws IOException {
        return required(readNullableList(reader, in), "a list");
    }

    public static <T> @Nullable List<T> readNullableList(Reader<T> reader, DataInputView in)
            throws IOException {
        int size = in.readInt();
        if (size < 0) {
            return null;
        }
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(reader.read(in));
        }
        return list;
    }

    public static void writeMap(Map<String, String> map, DataOutputView out) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            writeString(entry.getKey(), out);
            writeString(entry.getValue(), out);
        }
    }

    public static Map<String, String> readMap(DataInputView in) throws IOException {
        int size = in.readInt();
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(readString(in), readString(in));
        }
        return map;
    }

    public static void writeFloats(float @Nullable [] values, DataOutputView out)
            throws IOException {
        out.writeInt(values == null ? -1 : values.length);
        if (values != null) {
            for (float value : values) {
                out.writeFloat(value);
            }
        }
    }

    public static float @Nullable [] readNullableFloats(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
