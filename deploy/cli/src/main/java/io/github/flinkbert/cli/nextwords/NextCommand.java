package io.github.flinkbert.cli.nextwords;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.nextwords.PredictNext;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Texts in, the likeliest words behind each out. */
@Command(
        name = "next",
        description =
                "Go on with a text, by a causal model such as GPT-2: a text in,"
                        + " {\"id\",\"next\":[{\"text\",\"token\",\"score\"}]} out.")
@Internal
public final class NextCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many words, likeliest first.")
    private int top;

    @Override
    public Integer call() throws Exception {
        PredictNext ask = new PredictNext(top);
        lines.requireInput();
        try (Bert bert = model.open()) {
            return lines.converse(
                    root.streams(),
                    bert,
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> LineAsk.of(ask, NextFields::next));
        }
    }
}
