/** What a task of the trainer is to it: examples, a head, and a graph with a loss. */
@NullMarked
package io.github.flinkbert.training.objective;

import org.jspecify.annotations.NullMarked;
