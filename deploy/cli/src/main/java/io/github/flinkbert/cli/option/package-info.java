/** Options that several commands share, one class each. */
package io.github.flinkbert.cli.option;
