/** What can be asked of a text, what comes back, and the decoders between scores and answers. */
@NullMarked
package io.github.flinkbert.task;

import org.jspecify.annotations.NullMarked;
