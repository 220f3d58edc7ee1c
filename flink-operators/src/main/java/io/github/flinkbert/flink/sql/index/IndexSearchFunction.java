package io.github.flinkbert.flink.sql.index;

import java.util.Collection;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.functions.VectorSearchFunction;

/** Searches a table's index, in the thread of the subtask. */
@Internal
public final class IndexSearchFunction extends VectorSearchFunction implements SpecializedFunction {

    private static final long serialVersionUID = 1L;

    private final IndexSearch search;

    IndexSearchFunction(IndexSearch search) {
        this.search = search;
    }

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        return new IndexSearchFunction(search.specialized(context));
    }

    @Override
    public void open(FunctionContext context) {
        search.open(context);
    }

    /**
     * @param topK how many rows at most
     * @param query one column, with the vector
     * @return all columns of the table and the score, nearest first
     */
    @Override
    public Collection<RowData> vectorSearch(int topK, RowData query) {
        return search.vector(query).map(vector -> search.nearest(vector, topK)).orElse(List.of());
    }

    @Override
    public void close() {
        search.close();
    }
}
