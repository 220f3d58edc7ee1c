package io.github.flinkbert.training.entities;

import org.apache.flink.annotation.Experimental;

/**
 * An entity as a run of tokens.
 *
 * @param first first token
 * @param last last token, included, as in the reference scripts
 */
@Experimental
public record Chunk(String type, int first, int last) {}
