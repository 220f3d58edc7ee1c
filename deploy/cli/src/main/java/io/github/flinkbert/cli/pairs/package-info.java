/** The command pair: two texts a line in, their labels or their score out. */
package io.github.flinkbert.cli.pairs;
