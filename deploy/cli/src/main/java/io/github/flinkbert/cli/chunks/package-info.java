/** The command chunk: long texts in, their parts out, with a vector each. */
package io.github.flinkbert.cli.chunks;
