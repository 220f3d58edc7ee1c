/** What the model says over time, as metrics, and how far it moves from what it said at first. */
@NullMarked
package io.github.flinkbert.flink.quality;

import org.jspecify.annotations.NullMarked;
