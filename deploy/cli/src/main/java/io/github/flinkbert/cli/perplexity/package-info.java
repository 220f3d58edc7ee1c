/** The command perplexity: texts in, how well a causal model foresees them out. */
package io.github.flinkbert.cli.perplexity;
