/** Models that change while a job runs: what an update names becomes a model's definition. */
@NullMarked
package io.github.flinkbert.flink.update;

import org.jspecify.annotations.NullMarked;
