/** What trained layers and objectives are built of, with the backward pass, as TensorFlow ops. */
@NullMarked
package io.github.flinkbert.training.graph;

import org.jspecify.annotations.NullMarked;
