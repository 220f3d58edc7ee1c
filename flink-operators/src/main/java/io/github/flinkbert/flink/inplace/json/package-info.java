/** JSON records. */
@NullMarked
package io.github.flinkbert.flink.inplace.json;

import org.jspecify.annotations.NullMarked;
