/** Which sequences share a batch, and where in its rows they lie. */
@NullMarked
package io.github.flinkbert.training.packing;

import org.jspecify.annotations.NullMarked;
