package io.github.flinkbert.checkpoint;

import java.util.OptionalInt;
import org.apache.flink.annotation.PublicEvolving;

/**
 * How a sentence-transformers release makes a text's vector.
 *
 * @param pooling how token vectors become one
 * @param normalised whether the vector is then scaled to length 1
 * @param maxTokens tokens after which that library cuts a text, special tokens included; empty
 *     where the release does not say. Here a longer text is read in windows of so many tokens.
 */
@PublicEvolving
public record SentenceEmbedding(Pooling pooling, boolean normalised, OptionalInt maxTokens) {}
