package io.github.flinkbert.checkpoint;

import org.apache.flink.annotation.Internal;

/** The feed-forward layer's activation, as the release's own files mean it. */
@Internal
public enum Activation {
    /**
     * {@code gelu} in Google's files, {@code gelu_new} in Hugging Face's: the tanh approximation.
     */
    GELU_TANH,
    /** {@code gelu} in Hugging Face's files: by the error function. */
    GELU_ERF,
    RELU
}
