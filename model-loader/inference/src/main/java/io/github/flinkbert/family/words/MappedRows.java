package io.github.flinkbert.family.words;

import java.nio.ByteBuffer;
import java.util.function.IntToLongFunction;

/** Rows that stay in their file. */
final class MappedRows implements VectorRows {

    private final MappedFile file;
    private final int dimension;
    private final IntToLongFunction places;

    /**
     * @param places where each row begins in the file
     */
    MappedRows(MappedFile file, int dimension, IntToLongFunction places) {
        this.file = file;
        this.dimension = dimension;
        this.places = places;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void add(int row, float weight, float[] into, int at) {
        long place = places.applyAsLong(row);
        ByteBuffer part = file.part(place);
        int from = MappedFile.within(place);
        for (int i = 0; i < dimension; i++) {
            into[at + i] += weight * part.getFloat(from + Float.BYTES * i);
        }
    }
}
