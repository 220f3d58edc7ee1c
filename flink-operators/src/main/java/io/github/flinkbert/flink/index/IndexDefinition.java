package io.github.flinkbert.flink.index;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A table that is to be indexed. Travels with the job.
 *
 * @param table its name, for people
 * @param digest of all that says what the index is: tables with the same share one
 * @param source has all columns but vectors that are made of texts
 * @param columns the types of all columns
 * @param reload how often to look for changes; zero for never
 * @param maxBytes of the heap that the index may take, about
 */
@Internal
public record IndexDefinition(
        String table,
        String digest,
        RowSource source,
        List<LogicalType> columns,
        VectorColumn vectors,
        SearchSettings search,
        Duration reload,
        long maxBytes)
        implements Serializable {

    public IndexDefinition {
        columns = List.copyOf(columns);
    }
}
