/** Lines in, JSON lines out: in their order, several in flight, a bad one never stops the rest. */
package io.github.flinkbert.cli.lines;
