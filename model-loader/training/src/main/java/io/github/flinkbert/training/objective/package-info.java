/** What a task of the trainer is to it: examples, a head, and a graph with a loss. */
package io.github.flinkbert.training.objective;
