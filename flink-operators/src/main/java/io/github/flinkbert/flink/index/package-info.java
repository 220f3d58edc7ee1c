/** Tables in memory whose nearest rows are found by their vectors, on Lucene's HNSW. */
package io.github.flinkbert.flink.index;
