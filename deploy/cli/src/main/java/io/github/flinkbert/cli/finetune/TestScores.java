package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.cli.evaluate.Evaluation;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;

/** Scores a finished model as {@code flink-bert evaluate} does. */
record TestScores(PrintWriter err, boolean watched) {

    /**
     * The overall scores of each: what {@code evaluate} prints of types and counts is left out.
     *
     * @param head name of the head that was trained, for the checkpoint may have its own; empty
     *     where there is no other
     */
    Map<String, Map<String, Double>> of(
            Map<String, Evaluation> tests, BertOptions model, String head)
            throws InterruptedException {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        if (tests.isEmpty()) {
            return scores;
        }
        try (Bert bert = Bert.open(model)) {
            for (Map.Entry<String, Evaluation> test : tests.entrySet()) {
                err.printf("Scoring the result on %s …%n", test.getKey());
                scores.put(test.getKey(), overall(bert, test.getValue().ofHead(head)));
            }
        }
        return scores;
    }

    private Map<String, Double> overall(Bert bert, Evaluation test) throws InterruptedException {
        Map<String, Object> all;
        if (watched) {
            try (ProgressBar bar = new ProgressBar(test.items(), test.size())) {
                all = test.run(bert, bar::stepTo);
            }
        } else {
            all = test.run(bert, done -> {});
        }
        test.remarks(all).forEach(err::println);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (String name : test.overall()) {
            if (all.get(name) instanceof Number value) {
                scores.put(name, value.doubleValue());
            }
        }
        return scores;
    }
}
