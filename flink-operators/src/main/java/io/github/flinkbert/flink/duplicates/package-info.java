/** Texts that say nearly what another one said before them, by their vectors. */
@NullMarked
package io.github.flinkbert.flink.duplicates;

import org.jspecify.annotations.NullMarked;
