/** Protobuf messages whose types are known as text only. */
@NullMarked
package io.github.flinkbert.flink.protobuf;

import org.jspecify.annotations.NullMarked;
