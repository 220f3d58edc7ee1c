package io.github.flinkbert.console.task.pairs;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.console.task.labels.ShownLabel;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.pairs.ClassifyPair;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Labels of two texts: of the stream's, and of two that are tried. */
@Internal
public final class PairsPageTask implements PageTask {

    private static final int LIKELIEST = 8;

    @Override
    public Optional<RecordField<?>> field() {
        return Optional.of(new PairsField());
    }

    /**
     * Shows {@code pairs} and the {@code likeliestPairs}, where there is a second text, and in
     * {@code pairModels} the names of heads to choose from.
     */
    @Override
    public void ask(Trial trial) {
        List<String> heads = ClassifyText.models(trial.bert().heads());
        trial.show("pairModels", heads);
        trial.show("pairs", new ShownPair(List.of(), false));
        trial.show("likeliestPairs", List.of());
        String second = trial.typed().field("secondText");
        if (second.isEmpty()) {
            return;
        }
        if (heads.isEmpty()) {
            trial.note("This model has no head for labels of two texts; an adapter brings one.");
            return;
        }
        trial.ask(
                new ClassifyPair(trial.chosen("pairModel", heads), second),
                found -> {
                    trial.show(
                            "pairs",
                            new ShownPair(
                                    ShownLabel.of(found.labels().holding()), found.truncated()));
                    trial.show("likeliestPairs", ShownLabel.of(found.labels().best(LIKELIEST)));
                });
    }
}
