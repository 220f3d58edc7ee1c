/** How it is measured: in turns, by wall clock and by processor time. */
package io.github.flinkbert.benchmark.measure;
