/** Labelling entities: files with tags, examples, the objective, and how it is scored. */
@NullMarked
package io.github.flinkbert.training.entities;

import org.jspecify.annotations.NullMarked;
