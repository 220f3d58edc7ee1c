package io.github.flinkbert.family.words;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file of little-endian numbers, mapped into memory: what is read of it is kept by the operating
 * system, once for all processes, and given back when memory is short. Longer files than a buffer
 * can be are mapped in parts that overlap. Thread-safe.
 *
 * <p>A file that is changed or cut short while it is mapped must not be read any more: replace it
 * by another under its name instead.
 */
final class MappedFile {

    private static final int PART_BITS = 30;
    private static final long PART = 1L << PART_BITS;

    /** The longest stretch that is read at once. */
    static final int OVERLAP = 1 << 20;

    private final ByteBuffer[] parts;
    private final long size;

    private MappedFile(ByteBuffer[] parts, long size) {
        this.parts = parts;
        this.size = size;
    }

    static MappedFile of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            ByteBuffer[] parts = new ByteBuffer[(int) Math.max(1, (size + PART - 1) >> PART_BITS)];
            for (int i = 0; i < parts.length; i++) {
                long from = i * PART;
                parts[i] =
                        channel.map(
                                        FileChannel.MapMode.READ_ONLY,
                                        from,
                                        Math.min(PART + OVERLAP, size - from))
                                .order(ByteOrder.LITTLE_ENDIAN);
            }
            return new MappedFile(parts, size);
        }
    }

    long size() {
        return size;
    }

    /** The part that a place lies in; what follows it for {@link #OVERLAP} bytes is there, too. */
    ByteBuffer part(long at) {
        return parts[(int) (at >> PART_BITS)];
    }

    /** A place within its part. */
    static int within(long at) {
        return (int) (at & (PART - 1));
    }

    byte get(long at) {
        return part(at).get(within(at));
    }
}
