/** The benchmark's own process: built when it is not, and started. */
package io.github.flinkbert.cli.benchmark;
