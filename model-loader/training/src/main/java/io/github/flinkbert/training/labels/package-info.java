/**
 * Labels of whole texts, or of pairs of texts: files with gold labels, what is learnt from them,
 * and the scores of the field.
 */
@NullMarked
package io.github.flinkbert.training.labels;

import org.jspecify.annotations.NullMarked;
