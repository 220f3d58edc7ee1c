/** How records lie in state and on the wire between operators: no Kryo, and a version on each. */
@NullMarked
package io.github.flinkbert.flink.wire;

import org.jspecify.annotations.NullMarked;
