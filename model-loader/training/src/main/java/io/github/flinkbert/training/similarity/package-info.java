/**
 * Vectors that measure meaning: pairs of texts with scores, pairs that belong together and single
 * texts, what is learnt from them, and how it is scored.
 */
@NullMarked
package io.github.flinkbert.training.similarity;

import org.jspecify.annotations.NullMarked;
