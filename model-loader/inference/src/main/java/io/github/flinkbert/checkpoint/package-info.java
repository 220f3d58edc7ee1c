/**
 * Where weights come from: one interface, and one reader for each form in which BERT is released.
 */
@NullMarked
package io.github.flinkbert.checkpoint;

import org.jspecify.annotations.NullMarked;
