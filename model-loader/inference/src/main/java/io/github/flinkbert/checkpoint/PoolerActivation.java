package io.github.flinkbert.checkpoint;

import org.apache.flink.annotation.Internal;

/**
 * What follows the dense layer on the first token's vector, by which whole texts are told apart.
 */
@Internal
public enum PoolerActivation {
    /** BERT's pooler, and RoBERTa's head for whole texts. */
    TANH,
    /** DistilBERT's head for whole texts. */
    RELU,
    /** ELECTRA's head for whole texts: GELU by the error function. */
    GELU_ERF
}
