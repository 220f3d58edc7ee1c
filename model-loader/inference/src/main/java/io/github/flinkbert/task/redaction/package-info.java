/** Personal data taken out of a text: entities of chosen types, and numbers and addresses. */
@NullMarked
package io.github.flinkbert.task.redaction;

import org.jspecify.annotations.NullMarked;
