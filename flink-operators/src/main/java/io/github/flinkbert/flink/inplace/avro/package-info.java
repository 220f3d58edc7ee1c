/** Avro records, plain or of a schema registry. */
@NullMarked
package io.github.flinkbert.flink.inplace.avro;

import org.jspecify.annotations.NullMarked;
