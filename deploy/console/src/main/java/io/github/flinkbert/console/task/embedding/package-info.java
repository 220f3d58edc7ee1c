/** Embeddings on the page: kept in a bounded number, compared, and drawn in two dimensions. */
package io.github.flinkbert.console.task.embedding;
