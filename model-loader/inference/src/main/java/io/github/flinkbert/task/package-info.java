/** What can be asked of a text, what comes back, and the decoders between scores and answers. */
package io.github.flinkbert.task;
