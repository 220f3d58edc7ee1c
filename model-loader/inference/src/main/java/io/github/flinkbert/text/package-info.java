/** WordPiece tokenization with offsets into the original text, and windows over long texts. */
@NullMarked
package io.github.flinkbert.text;

import org.jspecify.annotations.NullMarked;
