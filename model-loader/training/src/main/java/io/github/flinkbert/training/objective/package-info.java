/** What is learnt, and the examples that it is learnt from. */
package io.github.flinkbert.training.objective;
