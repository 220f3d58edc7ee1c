package io.github.flinkbert.console.task.labels;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.task.labels.ClassifyText;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Labels of the stream's texts, and of a text that is tried. */
@Internal
public final class LabelsPageTask implements PageTask {

    private static final int LIKELIEST = 8;

    @Override
    public Optional<RecordField<?>> field() {
        return Optional.of(new LabelsField());
    }

    /**
     * Shows {@code labels} that hold, the {@code likeliestLabels} whether they hold or not, and in
     * {@code labelModels} the names of heads to choose from.
     */
    @Override
    public void ask(Trial trial) {
        List<String> heads = ClassifyText.models(trial.bert().heads());
        trial.show("labelModels", heads);
        trial.show("labels", List.of());
        trial.show("likeliestLabels", List.of());
        if (heads.isEmpty()) {
            trial.note("This model has no head for labels of texts; an adapter brings one.");
            return;
        }
        trial.ask(
                new ClassifyText(trial.chosen("labelModel", heads)),
                found -> {
                    trial.show("labels", ShownLabel.of(found.holding()));
                    trial.show("likeliestLabels", ShownLabel.of(found.best(LIKELIEST)));
                });
    }
}
