/** The API: a model that is asked for embeddings, entities, answers, masked words and labels. */
@NullMarked
package io.github.flinkbert;

import org.jspecify.annotations.NullMarked;
