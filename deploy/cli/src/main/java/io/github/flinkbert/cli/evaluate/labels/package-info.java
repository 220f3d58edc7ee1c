/** Scores of labels of texts and of pairs of texts on a file with gold labels. */
package io.github.flinkbert.cli.evaluate.labels;
