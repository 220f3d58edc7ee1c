/** What a text says nearly the same as, for jobs. */
@NullMarked
package io.github.flinkbert.flink.task.duplicates;

import org.jspecify.annotations.NullMarked;
