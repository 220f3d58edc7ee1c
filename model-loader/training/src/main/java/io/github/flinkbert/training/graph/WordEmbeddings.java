package io.github.flinkbert.training.graph;

import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The word embeddings, for an objective that uses them as an output kernel.
 *
 * @param table [vocabulary size, hidden size]
 * @param trained whether the embedding layer is, so that a gradient of them is wanted, too, under
 *     {@link #NAME}
 */
@Experimental
public record WordEmbeddings(Operand<TFloat32> table, boolean trained) {

    public static final String NAME = "bert/embeddings/word_embeddings";
}
