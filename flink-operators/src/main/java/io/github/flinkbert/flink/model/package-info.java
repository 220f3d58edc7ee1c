/** Models as they travel with the job, lie in its state, and are exchanged while it runs. */
@NullMarked
package io.github.flinkbert.flink.model;

import org.jspecify.annotations.NullMarked;
