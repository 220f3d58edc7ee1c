/** The part of a model that is trained: its layers, an objective's graph and the optimizer. */
package io.github.flinkbert.training.model;
