/** Where values lie inside records. */
@NullMarked
package io.github.flinkbert.flink.path;

import org.jspecify.annotations.NullMarked;
