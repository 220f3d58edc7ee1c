/** The command mask: texts with masked words in, the likeliest words out. */
package io.github.flinkbert.cli.masks;
