/** The part of a model that is trained: its layers, an objective's graph and the optimizer. */
@NullMarked
package io.github.flinkbert.training.model;

import org.jspecify.annotations.NullMarked;
