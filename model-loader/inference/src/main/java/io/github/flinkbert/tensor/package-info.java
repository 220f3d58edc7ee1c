/**
 * The files that hold tensors, each read by a reader of its own into the same thing: a list of
 * {@link io.github.flinkbert.tensor.StoredTensor}s, which say where the numbers are.
 */
@NullMarked
package io.github.flinkbert.tensor;

import org.jspecify.annotations.NullMarked;
