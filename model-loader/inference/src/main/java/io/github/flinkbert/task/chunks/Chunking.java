package io.github.flinkbert.task.chunks;

import org.apache.flink.annotation.PublicEvolving;

/** What the encoder reads for a chunk's vector. */
@PublicEvolving
public enum Chunking {
    /** The chunk alone: its vector is that of a text that is the chunk's. */
    EARLY,
    /**
     * The whole text, a long one in windows that overlap; a chunk's vector is the mean of its
     * tokens' vectors, which know what stands around the chunk (Günther et al. 2024, "Late
     * Chunking"). Only for models whose pooling is the mean.
     */
    LATE
}
