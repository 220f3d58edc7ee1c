package io.github.flinkbert.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what an engine did. */
public final class RecordedRuns implements EngineListener {

    private final List<BatchReport> reports = new CopyOnWriteArrayList<>();

    @Override
    public void ran(BatchReport report) {
        reports.add(report);
    }

    /** The runs so far, in their order. */
    public List<BatchReport> reports() {
        return reports;
    }
}
