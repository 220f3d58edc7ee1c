/** Embeddings in two dimensions. */
package io.github.flinkbert.console.map;
