package io.github.flinkbert.cli.masks;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.masks.FillMasks;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Texts with {@code [MASK]} in, the likeliest words for each out. */
@Command(
        name = "mask",
        description =
                "Fill in masked words: a text with [MASK] in,"
                        + " {\"id\",\"masks\":[[{\"token\",\"score\"}]]} out.")
@Internal
public final class MaskCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "${bundle:job.top.default}",
            descriptionKey = "job.top")
    private int top;

    @Override
    public Integer call() throws Exception {
        FillMasks ask = new FillMasks(top);
        lines.requireInput();
        try (Bert bert = model.open()) {
            return lines.converse(
                    root.streams(),
                    bert,
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> LineAsk.of(ask, MaskFields::masks));
        }
    }
}
