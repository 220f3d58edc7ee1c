package io.github.flinkbert.flink.sql.index;

import org.apache.flink.table.connector.source.search.AsyncVectorSearchFunctionProvider;
import org.apache.flink.table.connector.source.search.VectorSearchFunctionProvider;
import org.apache.flink.table.functions.AsyncVectorSearchFunction;
import org.apache.flink.table.functions.VectorSearchFunction;

/** Both ways to search; {@code async} in a query's CONFIG says which. */
record IndexSearchProvider(IndexSearch search)
        implements VectorSearchFunctionProvider, AsyncVectorSearchFunctionProvider {

    @Override
    public VectorSearchFunction createVectorSearchFunction() {
        return new IndexSearchFunction(search);
    }

    @Override
    public AsyncVectorSearchFunction createAsyncVectorSearchFunction() {
        return new AsyncIndexSearchFunction(search);
    }
}
