/** Vectors of chunks: a long text cut at its sentences, and a vector of each part. */
@NullMarked
package io.github.flinkbert.task.chunks;

import org.jspecify.annotations.NullMarked;
