package io.github.flinkbert.checkpoint;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What a sentence-transformers release says its vectors are compared by ({@code
 * similarity_fn_name}). It changes no vector; it says which of two is nearer.
 */
@PublicEvolving
public enum SimilarityFunction {
    /** The cosine of their angle; what a release means that says nothing. */
    COSINE,
    /** The dot product. */
    DOT,
    /** The distance, the less the nearer. */
    EUCLIDEAN,
    /** The sum of the absolute differences, the less the nearer. */
    MANHATTAN
}
