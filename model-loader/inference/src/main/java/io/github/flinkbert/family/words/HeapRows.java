package io.github.flinkbert.family.words;

import java.util.ArrayList;
import java.util.List;

/** Rows in memory, in blocks, so that a table may grow without being copied. */
final class HeapRows implements VectorRows {

    private static final int BLOCK_FLOATS = 1 << 18;

    private final int dimension;
    private final int rowsOfBlock;
    private final float[][] blocks;

    private HeapRows(int dimension, int rowsOfBlock, float[][] blocks) {
        this.dimension = dimension;
        this.rowsOfBlock = rowsOfBlock;
        this.blocks = blocks;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void add(int row, float weight, float[] into, int at) {
        float[] block = blocks[row / rowsOfBlock];
        int from = row % rowsOfBlock * dimension;
        for (int i = 0; i < dimension; i++) {
            into[at + i] += weight * block[from + i];
        }
    }

    /** Takes rows one after the other. For one thread. */
    static final class Builder {

        private final int dimension;
        private final int rowsOfBlock;
        private final List<float[]> blocks = new ArrayList<>();
        private int rows;

        Builder(int dimension) {
            this.dimension = dimension;
            rowsOfBlock = Math.max(1, BLOCK_FLOATS / dimension);
        }

        /**
         * @param row copied
         */
        void add(float[] row) {
            int inBlock = rows % rowsOfBlock;
            if (inBlock == 0) {
                blocks.add(new float[rowsOfBlock * dimension]);
            }
            System.arraycopy(row, 0, blocks.get(blocks.size() - 1), inBlock * dimension, dimension);
            rows++;
        }

        HeapRows build() {
            return new HeapRows(dimension, rowsOfBlock, blocks.toArray(float[][]::new));
        }
    }
}
