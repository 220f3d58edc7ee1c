package io.github.flinkbert.flink.sql.index;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncVectorSearchFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;

/**
 * Searches a table's index beside the thread of the subtask, in one that the process has a core.
 */
@Internal
public final class AsyncIndexSearchFunction extends AsyncVectorSearchFunction
        implements SpecializedFunction {

    private static final long serialVersionUID = 1L;

    private static final class OfProcess {

        private static final AtomicInteger THREADS = new AtomicInteger();

        static final ExecutorService SEARCHERS =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(),
                        task -> {
                            Thread made =
                                    new Thread(
                                            task, "bert-index-search-" + THREADS.incrementAndGet());
                            made.setDaemon(true);
                            made.setContextClassLoader(
                                    AsyncIndexSearchFunction.class.getClassLoader());
                            return made;
                        });
    }

    private final IndexSearch search;

    AsyncIndexSearchFunction(IndexSearch search) {
        this.search = search;
    }

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        return new AsyncIndexSearchFunction(search.specialized(context));
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
    public CompletableFuture<Collection<RowData>> asyncVectorSearch(int topK, RowData query) {
        return search.vector(query)
                .map(
                        vector ->
                                CompletableFuture.supplyAsync(
                                        () -> search.nearest(vector, topK), OfProcess.SEARCHERS))
                .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
    }

    @Override
    public void close() {
        search.close();
    }
}
