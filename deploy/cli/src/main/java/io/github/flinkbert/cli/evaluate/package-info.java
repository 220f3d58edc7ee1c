/** Runs a model over a file with gold data, and counts. */
package io.github.flinkbert.cli.evaluate;
