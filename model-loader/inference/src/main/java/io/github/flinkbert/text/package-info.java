/** WordPiece tokenization with offsets into the original text, and windows over long texts. */
package io.github.flinkbert.text;
