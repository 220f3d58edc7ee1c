/** The command tokenize: texts in, WordPieces out. */
package io.github.flinkbert.cli.tokenize;
