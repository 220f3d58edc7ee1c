/** Answering questions: SQuAD's files, examples, the objective, and how it is scored. */
package io.github.flinkbert.training.answers;
