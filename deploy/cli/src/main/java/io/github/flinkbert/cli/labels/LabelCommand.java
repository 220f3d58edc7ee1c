package io.github.flinkbert.cli.labels;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.option.HeadOption;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.TextLabels;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Texts in, their labels out. */
@Command(
        name = "label",
        description =
                "Label texts: sentiment, topic, intent; or by labels of your own. A text in,"
                        + " {\"id\",\"labels\":[{\"label\",\"score\"}]} out, best first.")
@Internal
public final class LabelCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;
    @Mixin private LabelOptions decoding;
    @Mixin private CandidateOptions candidates;

    @Mixin private HeadOption head;

    @Override
    public Integer call() throws Exception {
        decoding.requireTop();
        Ask<TextLabels> ask = ask();
        lines.requireInput();
        try (Bert bert = model.open()) {
            bert.requireFit(List.of(ask));
            return lines.converse(
                    root.streams(),
                    bert,
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> LineAsk.of(ask, found -> LabelFields.labels(decoding.written(found))));
        }
    }

    private Ask<TextLabels> ask() {
        return candidates
                .ask(head.name(), decoding)
                .<Ask<TextLabels>>map(zeroShot -> zeroShot)
                .orElseGet(
                        () ->
                                new ClassifyText(
                                        head.name(),
                                        decoding.problem(),
                                        decoding.threshold(),
                                        decoding.join()));
    }
}
