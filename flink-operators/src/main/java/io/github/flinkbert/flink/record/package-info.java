/** What travels through the job. */
@NullMarked
package io.github.flinkbert.flink.record;

import org.jspecify.annotations.NullMarked;
