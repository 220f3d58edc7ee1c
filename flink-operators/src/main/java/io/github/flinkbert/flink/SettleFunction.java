package io.github.flinkbert.flink;

import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.Rejected;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Sends enriched values one way and rejected ones, by the side output, the other. */
final class SettleFunction<T> extends ProcessFunction<Outcome<T>, Enriched<T>> {

    private static final long serialVersionUID = 1L;

    /** With a number format behind it: an accumulator, how many subtasks have computed in that. */
    static final String SUBTASKS = "bert.subtasks.";

    private final OutputTag<Rejected<T>> rejected;
    private transient @Nullable String counted;

    SettleFunction(OutputTag<Rejected<T>> rejected) {
        this.rejected = rejected;
    }

    /**
     * Counts this subtask, once, in the accumulator {@code bert.subtasks.FORMAT} of the job: Flink
     * adds them up over all task managers, and shows them beside the job. An asynchronous function
     * has no accumulators.
     */
    private void count(String format) {
        if (!format.isEmpty() && !format.equals(counted)) {
            getRuntimeContext().getIntCounter(SUBTASKS + format).add(1);
            counted = format;
        }
    }

    @Override
    public void processElement(Outcome<T> outcome, Context context, Collector<Enriched<T>> out) {
        if (outcome instanceof Enriched<T> enriched) {
            count(enriched.model().precision());
            out.collect(enriched);
        } else if (outcome instanceof Rejected<T> value) {
            context.output(rejected, value);
        }
    }
}
