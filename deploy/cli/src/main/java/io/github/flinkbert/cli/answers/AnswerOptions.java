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
            names = "--max-answer-length",
            paramLabel = "PIECES",
            defaultValue = "30",
            description = "Longest answer, in WordPieces (default: ${DEFAULT-VALUE}).")
    private int maxAnswerPieces;

    @Option(
            names = "--null-threshold",
            paramLabel = "X",
            description =
                    "For models trained on SQuAD 2.0: answer nothing (an empty text) where the null"
                            + " score exceeds the best answer's by more than X. Left out, there is"
                            + " always an answer.")
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
