package io.github.flinkbert.tensor;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Writes a sorted table that {@link SortedTable} and TensorFlow read: one data block, no prefix
 * compression, no filter.
 */
final class SortedTableWriter {

    private static final int RESTART_INTERVAL = 16;

    private SortedTableWriter() {}

    /**
     * @param entries sorted by the UTF-8 bytes of their keys, which for keys in ASCII is a string's
     *     own order
     */
    static byte[] write(SortedMap<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        byte[] data = append(table, block(entries));
        byte[] metaIndex = append(table, block(new TreeMap<>()));
        String last = entries.isEmpty() ? "" : entries.lastKey();
        byte[] index = append(table, block(new TreeMap<>(Map.of(last, data))));
        byte[] footer = new byte[SortedTable.FOOTER_BYTES];
        ByteBuffer.wrap(footer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(metaIndex)
                .put(index)
                .putLong(footer.length - Long.BYTES, SortedTable.MAGIC);
        table.write(footer);
        return table.toByteArray();
    }

    private static byte[] block(SortedMap<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteArrayOutputStream restarts = new ByteArrayOutputStream();
        int restartCount = 0;
        int written = 0;
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (written++ % RESTART_INTERVAL == 0) {
                restarts.write(littleEndian(bytes.size()));
                restartCount++;
            }
            byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
            bytes.write(varints(List.of(0L, (long) key.length, (long) entry.getValue().length)));
            bytes.write(key);
            bytes.write(entry.getValue());
        }
        if (restartCount == 0) { // a block has one restart, even where it has nothing else
            restarts.write(littleEndian(0));
            restartCount++;
        }
        restarts.writeTo(bytes);
        bytes.write(littleEndian(restartCount));
        return bytes.toByteArray();
    }

    /** Appends a block and its trailer, and returns the handle that points at it. */
    private static byte[] append(ByteArrayOutputStream table, byte[] block) throws IOException {
        byte[] handle = varints(List.of((long) table.size(), (long) block.length));
        byte uncompressed = 0;
        CRC32C crc = new CRC32C();
        crc.update(block);
        crc.update(uncompressed);
        table.write(block);
        table.write(uncompressed);
        table.write(littleEndian(MaskedCrc.mask((int) crc.getValue())));
        return handle;
    }

    private static byte[] varints(List<Long> values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (long value : values) {
            out.writeUInt64NoTag(value);
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
