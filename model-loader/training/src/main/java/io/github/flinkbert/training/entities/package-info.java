/** Labelling entities: files with tags, examples, the objective, and how it is scored. */
package io.github.flinkbert.training.entities;
