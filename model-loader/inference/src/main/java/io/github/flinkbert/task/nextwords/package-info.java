/** The words that a causal model goes on with. */
@NullMarked
package io.github.flinkbert.task.nextwords;

import org.jspecify.annotations.NullMarked;
