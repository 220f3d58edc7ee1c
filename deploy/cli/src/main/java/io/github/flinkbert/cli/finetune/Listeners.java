package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingPlan;
import io.github.flinkbert.training.TrainingReport;
import io.github.flinkbert.training.TrainingStep;
import io.github.flinkbert.training.setting.EpochScores;
import java.util.List;

/** Several that hear as one, in their order. */
record Listeners(List<TrainingListener> all) implements TrainingListener {

    @Override
    public void started(TrainingPlan plan) {
        all.forEach(each -> each.started(plan));
    }

    @Override
    public void prepared(long tokens, long ofTokens) {
        all.forEach(each -> each.prepared(tokens, ofTokens));
    }

    @Override
    public void estimated(int steps, double seconds) {
        all.forEach(each -> each.estimated(steps, seconds));
    }

    @Override
    public void stepped(TrainingStep step) {
        all.forEach(each -> each.stepped(step));
    }

    @Override
    public void evaluated(EpochScores scores) {
        all.forEach(each -> each.evaluated(scores));
    }

    @Override
    public void interrupted(int keptStep) {
        all.forEach(each -> each.interrupted(keptStep));
    }

    @Override
    public void finished(TrainingReport report) {
        all.forEach(each -> each.finished(report));
    }
}
