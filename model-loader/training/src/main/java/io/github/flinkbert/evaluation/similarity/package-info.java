/** Sentence similarity: files with pairs, and correlations with people's judgement. */
package io.github.flinkbert.evaluation.similarity;
