/** The BERT graph and its heads, built with TensorFlow ops and run one packed batch at a time. */
@NullMarked
package io.github.flinkbert.encoder;

import org.jspecify.annotations.NullMarked;
