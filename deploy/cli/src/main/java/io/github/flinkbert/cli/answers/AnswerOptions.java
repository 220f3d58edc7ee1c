package io.github.flinkbert.cli.answers;

import io.github.flinkbert.task.answers.AnswerQuestion;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** How answers are decoded: what {@code answer} and {@code evaluate} share. */
@Internal
public final class AnswerOptions {

    @Option(
            names = {"--max-answer-pieces", "--max-answer-length"},
            paramLabel = "N",
            defaultValue = "${bundle:job.max-answer-pieces.default}",
            descriptionKey = "job.max-answer-pieces")
    private int maxAnswerPieces;

    @Option(names = "--null-threshold", paramLabel = "X", descriptionKey = "job.null-threshold")
    private Optional<Double> nullThreshold = Optional.empty();

    public Optional<Double> nullThreshold() {
        return nullThreshold;
    }

    /**
     * @param model name of the model that answers; empty for the only one there is
     */
    public AnswerQuestion ask(
            String model, String question, int nBest, Optional<Double> threshold) {
        return new AnswerQuestion(
                model,
                question,
                nBest,
                maxAnswerPieces,
                threshold.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }
}
