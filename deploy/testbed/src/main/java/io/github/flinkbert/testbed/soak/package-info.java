/** The command soak: whether many hours under load leave anything behind. */
package io.github.flinkbert.testbed.soak;
