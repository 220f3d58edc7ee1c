package io.github.flinkbert.flink.duplicates;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a value and for what every table knows of it, whichever comes first, and marks it with
 * the earliest that any table found.
 */
final class MarkFunction<T>
        extends KeyedCoProcessFunction<String, Tuple3<String, Boolean, T>, Reply, Marked<T>> {

    private static final long serialVersionUID = 1L;

    private final int tables;
    private final TypeInformation<T> type;
    private transient @Nullable ValueState<T> value;
    private transient @Nullable ValueState<Integer> replies;
    private transient @Nullable ValueState<Reply> best;

    MarkFunction(int tables, TypeInformation<T> type) {
        this.tables = tables;
        this.type = type;
    }

    @Override
    public void open(OpenContext context) {
        value = getRuntimeContext().getState(new ValueStateDescriptor<>("value", type));
        replies = getRuntimeContext().getState(new ValueStateDescriptor<>("replies", Types.INT));
        best =
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("best", Types.POJO(Reply.class)));
    }

    @Override
    public void processElement1(
            Tuple3<String, Boolean, T> came, Context context, Collector<Marked<T>> out)
            throws Exception {
        if (!came.f1) {
            out.collect(new Marked<>(came.f2, null, 0)); // there is nothing to compare
            return;
        }
        opened(value).update(came.f2);
        settle(count(), out);
    }

    @Override
    public void processElement2(Reply reply, Context context, Collector<Marked<T>> out)
            throws Exception {
        int count = count() + 1;
        opened(replies).update(count);
        if (reply.isBefore(opened(best).value())) {
            opened(best).update(reply);
        }
        settle(count, out);
    }

    private int count() throws Exception {
        Integer count = opened(replies).value();
        return count == null ? 0 : count;
    }

    private void settle(int count, Collector<Marked<T>> out) throws Exception {
        T waiting = opened(value).value();
        if (waiting == null || count < tables) {
            return;
        }
        Reply found = opened(best).value();
        out.collect(
                found == null
                        ? new Marked<>(waiting, null, 0)
                        : new Marked<>(waiting, found.first, found.cosine));
        opened(value).clear();
        opened(replies).clear();
        opened(best).clear();
    }

    private static <S> S opened(@Nullable S state) {
        if (state == null) {
            throw new IllegalStateException("not open");
        }
        return state;
    }
}
