/** What a training leaves on disk: snapshots to resume from, and the result. */
@NullMarked
package io.github.flinkbert.training.state;

import org.jspecify.annotations.NullMarked;
