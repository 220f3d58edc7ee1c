/** ALBERT (Lan et al. 2020): narrow embeddings, layers that share parameters, a unigram model. */
@NullMarked
package io.github.flinkbert.family.albert;

import org.jspecify.annotations.NullMarked;
