package io.github.flinkbert.flink.duplicates;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** One bucket of one table: compares a vector with all that came before it, and remembers it. */
final class SeenFunction extends KeyedProcessFunction<Long, Query, Reply> {

    private static final long serialVersionUID = 1L;

    private final double threshold;
    private final Duration within;
    private transient @Nullable MapState<String, Query> seen;

    SeenFunction(double threshold, Duration within) {
        this.threshold = threshold;
        this.within = within;
    }

    @Override
    public void open(OpenContext context) {
        MapStateDescriptor<String, Query> descriptor =
                new MapStateDescriptor<>("seen", Types.STRING, Types.POJO(Query.class));
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(within)
                        .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                        .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                        .cleanupIncrementally(10, true)
                        .cleanupInRocksdbCompactFilter(1_000)
                        .build());
        seen = getRuntimeContext().getMapState(descriptor);
    }

    @Override
    public void processElement(Query query, Context context, Collector<Reply> out)
            throws Exception {
        if (seen == null) {
            throw new IllegalStateException("not open");
        }
        Reply reply = new Reply();
        reply.occurrence = query.occurrence;
        Query first = null;
        for (Query other : seen.values()) {
            // Tables get values in orders of their own: only one of two may be the other's first.
            if (other.vector.length == query.vector.length
                    && other.isBefore(query)
                    && (first == null || other.isBefore(first))) {
                double cosine = HyperplaneKeys.cosine(query.vector, other.vector);
                if (HyperplaneKeys.isNear(cosine, threshold)) {
                    first = other;
                    reply.cosine = cosine;
                }
            }
        }
        if (first != null) {
            reply.first = first.id;
            reply.came = first.came;
            reply.firstOccurrence = first.occurrence;
        }
        seen.put(query.occurrence, query);
        out.collect(reply);
    }
}
