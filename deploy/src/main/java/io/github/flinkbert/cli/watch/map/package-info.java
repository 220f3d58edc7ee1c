/** Embeddings in two dimensions. */
package io.github.flinkbert.cli.watch.map;
