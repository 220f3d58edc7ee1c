package io.github.flinkbert.training;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.packing.Packing;
import io.github.flinkbert.training.setting.TrainingSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The model as it is now, for development data. */
record Evaluator(TrainingContext context, TrainingSettings settings)
        implements DevelopmentScorer.Model {

    @Override
    public List<Matrix> scores(List<Sequence> sequences) {
        context.features().prepare(sequences, done -> {});
        List<Sequence> sorted =
                new LinkedHashSet<>(sequences)
                        .stream()
                                .sorted(Comparator.comparing((Sequence s) -> -s.length()))
                                .toList();
        Map<Sequence, Matrix> scores = new HashMap<>();
        for (PackedBatch batch :
                Packing.ofSameLengths(sorted, settings.optimization().batchTokens())) {
            List<Matrix> matrices = context.graph().scores(context.features()::of, batch);
            for (int i = 0; i < matrices.size(); i++) {
                scores.put(batch.placed().get(i).sequence(), matrices.get(i));
            }
        }
        return sequences.stream().map(scores::get).toList();
    }

    @Override
    public List<Matrix> scoresOf(List<? extends Example> examples) {
        context.features()
                .prepare(examples.stream().<Sequence>map(Example::sequence).toList(), done -> {});
        // Two examples may have one sequence and differ in what is right.
        Map<Sequence, Deque<Integer>> waiting = new HashMap<>();
        List<Sequence> sorted = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Sequence sequence = examples.get(i).sequence();
            waiting.computeIfAbsent(sequence, any -> new ArrayDeque<>()).add(i);
            sorted.add(sequence);
        }
        sorted.sort(Comparator.comparing((Sequence s) -> -s.length()));
        Matrix[] scores = new Matrix[examples.size()];
        for (PackedBatch batch :
                Packing.ofSameLengths(sorted, settings.optimization().batchTokens())) {
            List<Integer> placed =
                    batch.placed().stream().map(p -> waiting.get(p.sequence()).remove()).toList();
            List<Matrix> matrices =
                    context.graph()
                            .scores(
                                    context.features()::of,
                                    batch,
                                    placed.stream().map(examples::get).toList());
            for (int i = 0; i < matrices.size(); i++) {
                scores[placed.get(i)] = matrices.get(i);
            }
        }
        return List.of(scores);
    }
}
