/** What a training leaves on disk: snapshots to resume from, and the result. */
package io.github.flinkbert.training.state;
