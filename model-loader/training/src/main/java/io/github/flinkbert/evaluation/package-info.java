/**
 * What reading files with gold data has in common. The field's own formats and metrics lie in the
 * packages of their tasks: files become texts and gold data, a model's replies become predictions,
 * and both become the numbers that the reference scripts would print. No model is run there.
 */
@NullMarked
package io.github.flinkbert.evaluation;

import org.jspecify.annotations.NullMarked;
