/** This engine beside its peers: the same texts, in turns, in one run. */
package io.github.flinkbert.benchmark;
