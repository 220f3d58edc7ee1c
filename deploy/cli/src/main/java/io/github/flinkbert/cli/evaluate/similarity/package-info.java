/** A file with sentence pairs, and how a model's embeddings are scored on it. */
package io.github.flinkbert.cli.evaluate.similarity;
