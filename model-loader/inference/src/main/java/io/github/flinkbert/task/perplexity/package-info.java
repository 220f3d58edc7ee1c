/** How well a causal model foresees a text. */
@NullMarked
package io.github.flinkbert.task.perplexity;

import org.jspecify.annotations.NullMarked;
