/** The language that a text is written in. Takes no pass of the encoder, and no model's files. */
@NullMarked
package io.github.flinkbert.task.language;

import org.jspecify.annotations.NullMarked;
