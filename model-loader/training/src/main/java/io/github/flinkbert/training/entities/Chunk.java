package io.github.flinkbert.training.entities;

/**
 * An entity as a run of tokens.
 *
 * @param first first token
 * @param last last token, included, as in the reference scripts
 */
public record Chunk(String type, int first, int last) {}
