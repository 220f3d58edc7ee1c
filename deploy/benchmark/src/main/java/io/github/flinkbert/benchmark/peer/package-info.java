/** Whoever turns texts into vectors: this engine and those that it stands beside. */
package io.github.flinkbert.benchmark.peer;
