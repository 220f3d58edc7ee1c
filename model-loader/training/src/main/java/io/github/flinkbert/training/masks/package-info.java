/** Masked words: plain text, what is masked of it, and the objective. */
package io.github.flinkbert.training.masks;
