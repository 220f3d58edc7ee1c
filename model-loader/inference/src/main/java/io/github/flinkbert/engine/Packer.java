package io.github.flinkbert.engine;

/** Lays sequences into rows. Called by one thread at a time. */
interface Packer {

    /**
     * @param lengths the candidates' lengths in tokens, in the order of their claim; at least one
     * @param heads how many of them, from the first on, come before the others
     * @return places in the order of the candidates; the first candidate has one
     */
    RowPacker.Packing pack(int[] lengths, int heads);
}
