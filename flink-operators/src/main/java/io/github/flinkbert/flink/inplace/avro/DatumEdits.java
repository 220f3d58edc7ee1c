package io.github.flinkbert.flink.inplace.avro;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.BinaryData;

/**
 * What changes inside a datum when types grow by a field: behind each record of such a type within
 * it stands that the field is null, and blocks that say their length in bytes say the new one. Of a
 * datum that holds no record of such a type, nothing changes. Used by one thread.
 */
final class DatumEdits {

    /** The branch of null in the field's union. */
    static final byte NULL = 0;

    /** Bytes. */
    private static final int LONGEST_NUMBER = 10;

    /**
     * Bytes in the place of others.
     *
     * @param from first byte that is left out
     * @param to one past the last
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Edit(int from, int to, byte[] bytes) {}

    /** A block that says its length. */
    static final class Block {
        private final int place;
        private final int sizeAt;
        private final int from;
        private final long grownBefore;

        private Block(int place, int sizeAt, int from, long grownBefore) {
            this.place = place;
            this.sizeAt = sizeAt;
            this.from = from;
            this.grownBefore = grownBefore;
        }
    }

    /** In the order of their places. */
    private final List<Edit> edits = new ArrayList<>();

    private long grown;

    void addNull(int at) {
        edits.add(new Edit(at, at, new byte[] {NULL}));
        grown++;
    }

    /**
     * @param sizeAt where the length begins
     * @param from where it ends
     */
    Block openBlock(int sizeAt, int from) {
        edits.add(new Edit(sizeAt, sizeAt, new byte[0]));
        return new Block(edits.size() - 1, sizeAt, from, grown);
    }

    /**
     * @param size the block's, as it was
     */
    void close(Block block, long size) {
        long more = grown - block.grownBefore;
        if (more > 0) {
            byte[] length = number(size + more);
            edits.set(block.place, new Edit(block.sizeAt, block.from, length));
            grown += length.length - (block.from - block.sizeAt);
        }
    }

    /** All bytes from there on, changed. */
    void write(byte[] bytes, int from, ByteArrayOutputStream out) {
        int at = from;
        for (Edit edit : edits) {
            out.write(bytes, at, edit.from() - at);
            out.writeBytes(edit.bytes());
            at = edit.to();
        }
        out.write(bytes, at, bytes.length - at);
    }

    /** As Avro has numbers. */
    private static byte[] number(long value) {
        byte[] bytes = new byte[LONGEST_NUMBER];
        return Arrays.copyOf(bytes, BinaryData.encodeLong(value, bytes, 0));
    }
}
