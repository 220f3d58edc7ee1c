/** What trained layers and objectives are built of, with the backward pass, as TensorFlow ops. */
package io.github.flinkbert.training.graph;
