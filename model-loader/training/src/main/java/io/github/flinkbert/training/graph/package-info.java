/** The layers that are trained, with their backward pass, as TensorFlow ops. */
package io.github.flinkbert.training.graph;
