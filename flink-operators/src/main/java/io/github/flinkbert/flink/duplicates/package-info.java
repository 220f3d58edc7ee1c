/** Texts that say nearly what another one said before them, by their vectors. */
package io.github.flinkbert.flink.duplicates;
