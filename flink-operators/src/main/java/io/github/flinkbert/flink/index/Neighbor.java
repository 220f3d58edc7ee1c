package io.github.flinkbert.flink.index;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

/**
 * A row that was found.
 *
 * @param row all columns of the table
 * @param score as {@link Metric} says it
 */
@Internal
public record Neighbor(RowData row, double score) {}
