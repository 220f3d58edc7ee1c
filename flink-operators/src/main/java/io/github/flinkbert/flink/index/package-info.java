/** Tables in memory whose nearest rows are found by their vectors, on Lucene's HNSW. */
@NullMarked
package io.github.flinkbert.flink.index;

import org.jspecify.annotations.NullMarked;
