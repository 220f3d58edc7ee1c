package io.github.flinkbert.task.pairs;

import org.apache.flink.annotation.PublicEvolving;

/** What becomes of two texts that together are longer than the encoder reads at once. */
@PublicEvolving
public enum LongPairs {
    /**
     * Pieces are taken off the end of the longer one, of the second where both are as long, until
     * they fit: Google's {@code _truncate_seq_pair}, and {@code longest_first} of Hugging Face's
     * Python tokenizers. (Its tokenizers library gives an odd last piece to the second text where
     * that was the longer one, or both were as long.) The result says that it happened.
     */
    TRUNCATE,
    /**
     * The second text is read in windows that overlap by a quarter, each behind the whole first
     * one; their scores are joined.
     */
    WINDOWS
}
