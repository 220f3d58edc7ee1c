/** Masked words: plain text, what is masked of it, and the objective. */
@NullMarked
package io.github.flinkbert.training.masks;

import org.jspecify.annotations.NullMarked;
