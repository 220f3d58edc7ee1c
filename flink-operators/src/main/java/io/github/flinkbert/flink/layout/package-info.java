/** The field types that layouts in state and on the wire are made of. */
@NullMarked
package io.github.flinkbert.flink.layout;

import org.jspecify.annotations.NullMarked;
