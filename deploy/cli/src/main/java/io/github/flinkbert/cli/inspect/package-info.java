/** The command inspect: what a model is, and what it attends to. */
package io.github.flinkbert.cli.inspect;
