/** Records that are written as they were read, with one more field. */
@NullMarked
package io.github.flinkbert.flink.inplace;

import org.jspecify.annotations.NullMarked;
