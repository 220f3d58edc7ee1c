package io.github.flinkbert.flink;

import io.github.flinkbert.Bert;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.EngineListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToIntFunction;

/** What a model's engine reports of its batches, until it is stopped. */
public final class RecordedBatches implements EngineListener {

    private final Queue<BatchReport> reports = new ConcurrentLinkedQueue<>();
    private final Bert bert;

    private RecordedBatches(Bert bert) {
        this.bert = bert;
    }

    public static RecordedBatches of(Bert bert) {
        RecordedBatches batches = new RecordedBatches(bert);
        bert.addListener(batches);
        return batches;
    }

    @Override
    public void ran(BatchReport report) {
        reports.add(report);
    }

    /** Over all batches. */
    public int sum(ToIntFunction<BatchReport> number) {
        return reports.stream().mapToInt(number).sum();
    }

    public void stop() {
        bert.removeListener(this);
    }
}
