/** The BERT graph and its heads, built with TensorFlow ops and run one packed batch at a time. */
package io.github.flinkbert.encoder;
