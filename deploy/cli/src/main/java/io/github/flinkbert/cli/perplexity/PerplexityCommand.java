package io.github.flinkbert.cli.perplexity;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.task.perplexity.MeasurePerplexity;
import io.github.flinkbert.task.perplexity.Perplexity;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Texts in, how well a model foresees each out. */
@Command(
        name = "perplexity",
        description =
                "Say how well a causal model, such as GPT-2, foresees a text: a text in,"
                        + " {\"id\",\"perplexity\",\"loss\",\"predicted\"} out.")
@Internal
public final class PerplexityCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;

    @Override
    public Integer call() throws Exception {
        MeasurePerplexity ask = new MeasurePerplexity();
        lines.requireInput();
        try (Bert bert = model.open()) {
            return lines.converse(
                    root.streams(),
                    bert,
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> LineAsk.of(ask, PerplexityCommand::fields));
        }
    }

    private static LineResult fields(Perplexity reply) {
        return json -> {
            json.writeNumberField("perplexity", reply.perplexity());
            json.writeNumberField("loss", reply.loss());
            json.writeNumberField("predicted", reply.predicted());
        };
    }
}
