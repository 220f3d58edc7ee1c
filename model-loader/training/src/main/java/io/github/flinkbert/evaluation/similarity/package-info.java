/** Sentence similarity: files with pairs, and correlations with people's judgement. */
@NullMarked
package io.github.flinkbert.evaluation.similarity;

import org.jspecify.annotations.NullMarked;
