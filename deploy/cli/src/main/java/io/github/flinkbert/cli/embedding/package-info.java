/** The command embed: texts in, vectors out. */
package io.github.flinkbert.cli.embedding;
