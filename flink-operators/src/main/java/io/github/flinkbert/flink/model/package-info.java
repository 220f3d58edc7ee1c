/** Models as they travel with the job, lie in its state, and are exchanged while it runs. */
package io.github.flinkbert.flink.model;
