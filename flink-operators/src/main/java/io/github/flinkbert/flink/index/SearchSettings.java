package io.github.flinkbert.flink.index;

import java.io.Serializable;
import org.apache.flink.annotation.Internal;

/**
 * How an index is built and searched (Malkov and Yashunin 2016).
 *
 * @param m neighbors that a row keeps in the graph
 * @param efConstruction rows that are looked at closely for each row that is added
 * @param efSearch rows that are looked at closely for each query
 */
@Internal
public record SearchSettings(Metric metric, int m, int efConstruction, int efSearch)
        implements Serializable {}
