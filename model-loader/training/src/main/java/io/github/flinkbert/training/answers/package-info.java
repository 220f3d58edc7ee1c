/** Answering questions: SQuAD's files, examples, the objective, and how it is scored. */
@NullMarked
package io.github.flinkbert.training.answers;

import org.jspecify.annotations.NullMarked;
