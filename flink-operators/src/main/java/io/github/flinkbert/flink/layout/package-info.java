/** The field types that layouts in state and on the wire are made of. */
package io.github.flinkbert.flink.layout;
