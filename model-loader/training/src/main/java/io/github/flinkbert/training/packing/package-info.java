/** Which sequences share a batch, and where in its rows they lie. */
package io.github.flinkbert.training.packing;
