/** The command update: exchanges the model of running jobs. */
package io.github.flinkbert.cli.update;
