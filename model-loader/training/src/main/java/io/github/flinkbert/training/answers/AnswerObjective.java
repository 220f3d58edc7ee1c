package io.github.flinkbert.training.answers;

import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import io.github.flinkbert.training.objective.SavedModule;
import io.github.flinkbert.training.objective.TokenHeadGraph;
import io.github.flinkbert.training.objective.TrainedHead;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.types.family.TNumber;

/**
 * Where an answer starts and ends: two softmaxes over a sequence's tokens, the loss their mean, as
 * in {@code run_squad.py}.
 */
@Experimental
public record AnswerObjective() implements Objective<AnswerExample> {

    private static final int OUTPUTS = 2;

    private static final SavedModule SPANS =
            SavedModule.head("cls/squad/output_weights", "cls/squad/output_bias", "qa_outputs");

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public String identity() {
        return "Answers[]";
    }

    @Override
    public Optional<TrainedHead> head() {
        return Optional.of(
                new TrainedHead(List.of(SPANS), "QUESTION_ANS", List.of(), Optional.empty()));
    }

    @Override
    public <T extends TNumber> ObjectiveGraph<T> graph(
            Wiring<T> wiring, Supplier<WordEmbeddings> words) {
        return new TokenHeadGraph<>(
                wiring, SPANS, OUTPUTS, new SpanLoss(wiring.tf()), AnswerExample.class);
    }
}
