/** The command label: texts in, their labels out. */
package io.github.flinkbert.cli.labels;
