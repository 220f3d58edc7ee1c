package io.github.flinkbert.tensor;

import com.google.protobuf.CodedInputStream;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * LevelDB's sorted table, which TensorFlow keeps the index of a checkpoint in: data blocks of
 * prefix-compressed keys, an index block that points at them, and a footer that points at that.
 *
 * <p>Source: LevelDB's {@code doc/table_format.md}; TensorFlow's copy is {@code
 * tensorflow/core/lib/io/table.h}. TensorFlow writes these tables uncompressed.
 */
final class SortedTable {

    static final long MAGIC = 0xdb4775248b80fb57L;
    static final int FOOTER_BYTES = 48;
    static final int TRAILER_BYTES = 5;

    private final byte[] table;

    private SortedTable(byte[] table) {
        this.table = table;
    }

    /** Whether these last bytes of a file are a table's footer. */
    static boolean endsAsTable(byte[] tail) {
        return tail.length >= Long.BYTES
                && ByteBuffer.wrap(tail)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong(tail.length - Long.BYTES)
                        == MAGIC;
    }

    /**
     * @return every key and value, in the table's order
     */
    static Map<String, byte[]> read(byte[] table, String file) {
        if (table.length < FOOTER_BYTES || !endsAsTable(table)) {
            throw new CheckpointException(
                    ("%s is truncated or no TensorFlow checkpoint index: its %d bytes do not end in"
                                    + " the footer of a sorted table")
                            .formatted(file, table.length));
        }
        SortedTable reader = new SortedTable(table);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try {
            CodedInputStream footer =
                    CodedInputStream.newInstance(
                            table, table.length - FOOTER_BYTES, FOOTER_BYTES - Long.BYTES);
            footer.readRawVarint64(); // the meta-index block, which TensorFlow leaves empty
            footer.readRawVarint64();
            Map<String, byte[]> index =
                    reader.block(footer.readRawVarint64(), footer.readRawVarint64());
            for (byte[] handle : index.values()) {
                CodedInputStream in = CodedInputStream.newInstance(handle);
                entries.putAll(reader.block(in.readRawVarint64(), in.readRawVarint64()));
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new CheckpointException("%s is damaged: %s".formatted(file, e.getMessage()), e);
        }
        return entries;
    }

    private Map<String, byte[]> block(long offset, long size) throws IOException {
        long last = table.length - (long) FOOTER_BYTES - TRAILER_BYTES;
        if (offset < 0 || size < Integer.BYTES || offset > last - size) {
            throw new IOException(
                    "a block of %d bytes at %d lies outside the file".formatted(size, offset));
        }
        int start = (int) offset;
        int length = (int) size;
        requireIntact(start, length);
        ByteBuffer block =
                ByteBuffer.wrap(table, start, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        int restarts = block.getInt(length - Integer.BYTES);
        long end = length - (1L + restarts) * Integer.BYTES;
        if (restarts < 0 || end < 0) {
            throw new IOException("a block of %d bytes has %d restarts".formatted(size, restarts));
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        CodedInputStream in = CodedInputStream.newInstance(table, start, (int) end);
        byte[] key = {};
        while (!in.isAtEnd()) {
            int shared = in.readRawVarint32();
            int unshared = in.readRawVarint32();
            int valueLength = in.readRawVarint32();
            if (shared < 0 || shared > key.length) {
                throw new IOException("a key shares %d bytes with none".formatted(shared));
            }
            byte[] tail = in.readRawBytes(unshared);
            byte[] next = new byte[shared + tail.length];
            System.arraycopy(key, 0, next, 0, shared);
            System.arraycopy(tail, 0, next, shared, tail.length);
            key = next;
            entries.put(new String(key, StandardCharsets.UTF_8), in.readRawBytes(valueLength));
        }
        return entries;
    }

    private void requireIntact(int start, int length) throws IOException {
        byte compression = table[start + length];
        if (compression != 0) {
            throw new IOException(
                    "blocks compressed with method %d are not read; TensorFlow writes method 0"
                            .formatted(compression));
        }
        int stored =
                ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).getInt(start + length + 1);
        CRC32C crc = new CRC32C();
        crc.update(table, start, length + 1);
        if (MaskedCrc.mask((int) crc.getValue()) != stored) {
            throw new IOException("the checksum of the block at %d is wrong".formatted(start));
        }
    }
}
