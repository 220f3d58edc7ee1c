/** The command next: texts in, the words that a causal model goes on with out. */
package io.github.flinkbert.cli.nextwords;
