/** Standard streams, progress, exit status, and one sentence for whatever fails. */
package io.github.flinkbert.cli.terminal;
