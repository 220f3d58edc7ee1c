package io.github.flinkbert.tensor;

/**
 * LevelDB's masking of a CRC32C, so that the checksum of bytes that hold checksums stays useful
 * ({@code util/crc32c.h}).
 */
final class MaskedCrc {

    private static final int DELTA = 0xa282ead8;

    private MaskedCrc() {}

    static int mask(int crc) {
        return Integer.rotateRight(crc, 15) + DELTA;
    }

    static int unmask(int masked) {
        return Integer.rotateRight(masked - DELTA, 17);
    }
}
