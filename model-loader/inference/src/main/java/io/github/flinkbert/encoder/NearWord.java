package io.github.flinkbert.encoder;

import org.apache.flink.annotation.Experimental;

/**
 * A word near to another.
 *
 * @param cosine of the angle between their vectors, -1 to 1
 */
@Experimental
public record NearWord(String word, double cosine) {}
