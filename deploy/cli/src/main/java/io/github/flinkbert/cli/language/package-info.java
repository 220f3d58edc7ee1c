/** The command language: texts in, the language of each out. */
package io.github.flinkbert.cli.language;
