package io.github.flinkbert.cli.evaluate.answers;

import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.answers.AnswerOptions;
import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask;
import java.util.List;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;

/** Answers to a file's questions. */
@Internal
public final class AnswerEvaluationTask implements EvaluationTask {

    @Mixin private AnswerOptions decoding;

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public List<DataFormat> formats() {
        return AnswerFormats.ALL;
    }

    @Override
    public List<String> usualAdapters() {
        return List.of(ShippedAdapters.ANSWERS_EN);
    }

    @Override
    public Evaluation read(Source source) {
        return AnswerEvaluation.of(
                source,
                decoding.nullThreshold(),
                (question, nBest, threshold) ->
                        decoding.ask(source.head(), question, nBest, threshold));
    }
}
