/** What a measured piece of work takes: time on the clock, processor time and memory. */
package io.github.flinkbert.benchmark.usage;
