/** What the frozen layers say of each sequence: computed once, at the engine's speed, and kept. */
@NullMarked
package io.github.flinkbert.training.features;

import org.jspecify.annotations.NullMarked;
