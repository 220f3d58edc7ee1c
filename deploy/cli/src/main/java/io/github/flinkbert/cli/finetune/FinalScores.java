package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.cli.evaluate.TypicalMistakes;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;

/**
 * What a finished model reaches, scored as {@code flink-bert evaluate} does.
 *
 * @param tests the overall scores on each test, by the data's name
 * @param parts scores of parts, such as those of a type, on each development and test data that has
 *     them
 * @param mistakes on development data
 */
record FinalScores(
        Map<String, Map<String, Double>> tests,
        Map<String, Map<String, Map<String, Number>>> parts,
        TypicalMistakes mistakes) {

    /**
     * @param head name of the head that was trained, for the checkpoint may have its own; empty
     *     where there is no other
     * @param watched whether standard error is a terminal
     */
    static FinalScores of(
            TrainingData data, BertOptions model, String head, PrintWriter err, boolean watched)
            throws InterruptedException {
        FinalScores scores =
                new FinalScores(
                        new LinkedHashMap<>(), new LinkedHashMap<>(), new TypicalMistakes());
        if (data.tests().isEmpty() && data.development().isEmpty()) {
            return scores;
        }
        try (Bert bert = Bert.open(model)) {
            for (Map.Entry<String, Evaluation> each : data.development().entrySet()) {
                String name = "development" + (each.getKey().isEmpty() ? "" : ", " + each.getKey());
                Evaluation evaluation = each.getValue().ofHead(head);
                err.printf("Scoring the result on %s …%n", name);
                scores.keepParts(
                        name, evaluation, run(bert, evaluation, scores.mistakes(), watched));
            }
            for (Map.Entry<String, Evaluation> test : data.tests().entrySet()) {
                err.printf("Scoring the result on %s …%n", test.getKey());
                Evaluation evaluation = test.getValue().ofHead(head);
                Map<String, Object> all = run(bert, evaluation, Evaluation.UNTOLD, watched);
                evaluation.remarks(all).forEach(err::println);
                scores.keepParts("test: " + test.getKey(), evaluation, all);
                scores.tests().put(test.getKey(), overall(evaluation, all));
            }
        }
        return scores;
    }

    private void keepParts(String name, Evaluation evaluation, Map<String, Object> scores) {
        Map<String, Map<String, Number>> found = evaluation.parts(scores);
        if (!found.isEmpty()) {
            parts.put(name, found);
        }
    }

    private static Map<String, Object> run(
            Bert bert, Evaluation evaluation, Consumer<Mistake> mistakes, boolean watched)
            throws InterruptedException {
        if (!watched) {
            return evaluation.run(bert, done -> {}, mistakes);
        }
        try (ProgressBar bar = new ProgressBar(evaluation.items(), evaluation.size())) {
            return evaluation.run(bert, bar::stepTo, mistakes);
        }
    }

    private static Map<String, Double> overall(Evaluation test, Map<String, Object> all) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (String name : test.overall()) {
            if (all.get(name) instanceof Number value) {
                scores.put(name, value.doubleValue());
            }
        }
        return scores;
    }
}
