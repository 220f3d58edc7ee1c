package io.github.flinkbert.cli.answers;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.lines.Line;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.lines.LineOptions;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.cli.option.HeadOption;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.AnswerQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Questions and texts in, stretches of the texts out. */
@Command(
        name = "answer",
        description =
                "Answer questions: {\"id\",\"question\",\"text\"} in, {\"id\",\"answers\":"
                        + "[{\"text\",\"start\",\"end\",\"score\"}]} out, best first. With standing"
                        + " questions: {\"id\",\"questions\":[{\"question\",\"answers\"}]}.")
@Internal
public final class AnswerCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private LineOptions lines;
    @Mixin private ModelArguments model;
    @Mixin private AnswerOptions decoding;

    @Mixin private HeadOption head;

    @Option(
            names = "--n-best",
            paramLabel = "N",
            defaultValue = "${bundle:job.n-best.default}",
            descriptionKey = "job.n-best")
    private int nBest;

    @Option(
            names = "--standing-question",
            paramLabel = "QUESTION",
            description = "A question asked of every line, after its own; may be repeated.")
    private List<String> standing = List.of();

    @Override
    public Integer call() throws Exception {
        List<AnswerQuestion> standingAsks = new ArrayList<>();
        standing.forEach(question -> standingAsks.add(ask(question)));
        lines.requireInput();
        try (Bert bert = model.open(List.of(ShippedAdapters.ANSWERS_EN))) {
            bert.requireFit(standing.isEmpty() ? List.of(ask("?")) : standingAsks);
            return lines.converse(
                    root.streams(),
                    bert,
                    LineOptions.POOLED_CHARACTERS_IN_FLIGHT,
                    line -> {
                        List<AnswerQuestion> asks = asks(line, standingAsks);
                        return new LineAsk(asks, results -> answer(asks, results));
                    });
        }
    }

    private List<AnswerQuestion> asks(Line.Text line, List<AnswerQuestion> standingAsks) {
        List<AnswerQuestion> asks = new ArrayList<>();
        line.field("question").ifPresent(own -> asks.add(ask(own)));
        asks.addAll(standingAsks);
        if (asks.isEmpty()) {
            throw new TextRejectedException(
                    "a line must ask a \"question\" where there is no standing one, found none");
        }
        return asks;
    }

    private AnswerQuestion ask(String question) {
        return decoding.ask(head.name(), question, nBest, decoding.nullThreshold());
    }

    private LineResult answer(List<AnswerQuestion> asks, Results results) {
        return standing.isEmpty()
                ? AnswerFields.answers(results.get(asks.get(0)))
                : AnswerFields.questions(asks.stream().map(results::get).toList());
    }
}
