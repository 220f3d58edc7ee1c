/** The command answer: questions and texts in, stretches of the texts out. */
package io.github.flinkbert.cli.answers;
