package io.github.flinkbert.flink.duplicates;

import java.util.UUID;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Passes values on, each under a name for this coming of it and with whether it has a vector, and
 * asks every table about those that have.
 */
final class AskFunction<T> extends ProcessFunction<T, Tuple3<String, Boolean, T>> {

    private static final long serialVersionUID = 1L;

    private final MapFunction<T, String> id;
    private final MapFunction<T, float[]> vector;
    private final HyperplaneKeys keys;
    private final OutputTag<Query> queries;

    AskFunction(
            MapFunction<T, String> id,
            MapFunction<T, float[]> vector,
            HyperplaneKeys keys,
            OutputTag<Query> queries) {
        this.id = id;
        this.vector = vector;
        this.keys = keys;
        this.queries = queries;
    }

    @Override
    public void processElement(T value, Context context, Collector<Tuple3<String, Boolean, T>> out)
            throws Exception {
        float[] given = vector.map(value);
        float[] direction = given == null ? null : HyperplaneKeys.direction(given);
        String occurrence = UUID.randomUUID().toString();
        if (direction == null) {
            out.collect(Tuple3.of(occurrence, false, value));
            return;
        }
        out.collect(Tuple3.of(occurrence, true, value));
        long now = context.timerService().currentProcessingTime();
        for (long key : keys.of(direction)) {
            Query query = new Query();
            query.key = key;
            query.occurrence = occurrence;
            query.came = now;
            query.id = id.map(value);
            query.vector = direction;
            context.output(queries, query);
        }
    }
}
