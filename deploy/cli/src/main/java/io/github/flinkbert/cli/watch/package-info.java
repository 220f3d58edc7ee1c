/** The command watch: the live page over topics that a job writes somewhere. */
package io.github.flinkbert.cli.watch;
