/** A file with questions, and how a model's answers are scored on it. */
package io.github.flinkbert.cli.evaluate.answers;
