package io.github.flinkbert.quantization;

/** How the graph rounds the activation that a product is given. */
interface Rounding {

    /** A row as the product's kernel sees it before rounding. */
    float[] apply(float[] row);

    /** An applied row after rounding to 8 bits and back. */
    float[] rounded(float[] applied);
}
