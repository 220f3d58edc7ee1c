/**
 * The command line. Each command is one small class; {@link io.github.flinkbert.cli.FlinkBert}
 * lists them.
 */
package io.github.flinkbert.cli;
